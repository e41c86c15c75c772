// What the browser says of its user's wishes.

/** Whether the browser asks that nothing be recorded silently. */
export function asksForPrivacy() {
  const { doNotTrack, globalPrivacyControl } = /** @type {Navigator & { globalPrivacyControl?: boolean }} */ (
    navigator
  );
  return globalPrivacyControl === true || doNotTrack === "1";
}
