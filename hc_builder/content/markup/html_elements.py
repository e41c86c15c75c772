"""The elements of HTML, and those of SVG and MathML that stand in articles."""

HTML_ELEMENTS = frozenset(
    (
        "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption "
        "center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset "
        "figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img "
        "input ins kbd label legend li link main map mark math menu meta meter nav nobr noframes noscript object ol "
        "optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot "
        "small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead "
        "time title tr track tt u ul var video wbr "
        "animate annotation circle clippath defs desc ellipse filter foreignobject g line lineargradient marker mask "
        "mfrac mi mn mo mover mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder "
        "munderover path pattern polygon polyline radialgradient rect semantics stop symbol text textpath tspan use "
    ).split()
)

INLINE_ELEMENTS = frozenset(
    (
        "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd mark q s samp small span strike strong sub "
        "sup time tt u var wbr"
    ).split()
)
"""Those that stand in a sentence: no border runs at their tags."""
