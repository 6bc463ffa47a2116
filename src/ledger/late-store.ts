/** A store that may not be there yet: it is opened when somebody asks and it has come. */
export interface LateStore<Store> {
  /** undefined as long as there is none. */
  get(): Promise<Store | undefined>;
  close(): Promise<void>;
}

/**
 * One that is there and cannot be used is refused at once; one that comes while somebody asks is
 * noticed.
 *
 * @param open undefined where there is none
 */
export async function openLateStore<Store extends { close(): Promise<void> }>(
  open: () => Promise<Store | undefined>,
): Promise<LateStore<Store>> {
  let store: Store | undefined;
  let opening: Promise<Store | undefined> | undefined;

  /** Of those who ask at the same time one opens it; who asks after a failure tries again. */
  async function get(): Promise<Store | undefined> {
    if (store !== undefined) return store;
    opening ??= open()
      .then((opened) => {
        store = opened;
        return opened;
      })
      .finally(() => {
        opening = undefined;
      });
    return opening;
  }

  await get();
  return {
    get,
    async close() {
      await opening?.catch(() => undefined);
      await store?.close();
    },
  };
}
