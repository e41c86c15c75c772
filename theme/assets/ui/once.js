/**
 * `load`, started by the first call only; later ones wait for the same. After a failure the next call starts it again.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>}
 */
export function once(load) {
  /** @type {Promise<T> | null} */
  let loading = null;
  /** @param {unknown} error */
  const forget = (error) => {
    loading = null;
    throw error;
  };
  return () => (loading ??= load().catch(forget));
}
