/** Work with something that must be closed, also when the work fails. */
export async function closing<T extends { close(): Promise<void> }, R>(
  resource: T,
  work: (resource: T) => Promise<R>,
): Promise<R> {
  try {
    return await work(resource);
  } finally {
    await resource.close();
  }
}
