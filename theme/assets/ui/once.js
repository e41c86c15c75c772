/** `load`, started by the first call only; later ones wait for the same. After a failure the next call starts it again. */
export function once(load) {
  let loading = null;
  const forget = (error) => {
    loading = null;
    throw error;
  };
  return () => (loading ??= load().catch(forget));
}
