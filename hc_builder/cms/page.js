// What Decap CMS lacks for a help center: the text as it is written, with pictures, and a preview in the site's styles.
const { collections, picture } = document.currentScript.dataset;

const Source = createClass({
  componentDidMount() {
    this.control = crypto.randomUUID();
  },
  shouldComponentUpdate() {
    return true; // without it a widget does not hear of the picture that was chosen
  },
  componentDidUpdate(before) {
    if (this.caret && before.value !== this.props.value) this.placeCaret();
    const path = this.props.mediaPaths.get(this.control);
    if (!path) return;
    this.props.onRemoveInsertedMedia(this.control);
    this.insertPicture(path);
  },
  insertPicture(path) {
    const { selectionStart: at, value } = this.area;
    this.caret = at + 2; // between the brackets: what the picture shows
    this.props.onChange(`${value.slice(0, at)}![](${path})${value.slice(at)}`);
  },
  placeCaret() {
    this.area.setSelectionRange(this.caret, this.caret);
    this.caret = 0;
  },
  choosePicture() {
    const { field, onOpenMediaLibrary } = this.props;
    this.area.focus(); // where the dialog gives it back to
    onOpenMediaLibrary({ controlID: this.control, forImage: true, privateUpload: false, field });
  },
  render() {
    const { value, forID, classNameWrapper, onChange, setActiveStyle, setInactiveStyle } = this.props;
    return h(
      "div",
      { className: classNameWrapper },
      h("button", { type: "button", onClick: () => this.choosePicture() }, picture),
      h("textarea", {
        id: forID,
        value: value ?? "",
        rows: 24,
        style: { display: "block", width: "100%", marginTop: "8px", border: 0, font: "15px/1.7 monospace" },
        ref: (area) => {
          this.area = area;
        },
        onChange: (event) => onChange(event.target.value),
        onFocus: setActiveStyle,
        onBlur: setInactiveStyle,
      }),
    );
  },
});

const Markdown = CMS.getWidget("markdown").preview;
const LOCAL_PICTURE = /(!\[[^\]]*\]\()(?![a-z]+:|\/)([^\s)]+)/g;

/** Decap shows a picture where it lies, by the path that the text has for it. */
const Shown = createClass({
  render() {
    const { value, getAsset, field } = this.props;
    const text = value?.replace(LOCAL_PICTURE, (_, before, path) => before + getAsset(path, field));
    return h(Markdown, { ...this.props, value: text });
  },
});

const Preview = createClass({
  render() {
    const { entry, widgetFor } = this.props;
    const kind = entry.getIn(["data", "type"]) ?? "faq";
    return h(
      "article",
      { style: { maxWidth: "720px", margin: "0 auto", padding: "24px" } },
      h("header", { className: "hc-head" }, h("h1", {}, entry.getIn(["data", "title"]))),
      h("div", { className: `hc-body hc-body--${kind}` }, widgetFor("body")),
    );
  },
});

CMS.registerWidget("hc-source", Source, Shown);
CMS.registerPreviewStyle("helpcenter.css");
for (const name of JSON.parse(collections)) CMS.registerPreviewTemplate(name, Preview);
