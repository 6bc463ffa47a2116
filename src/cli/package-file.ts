/** A file of the package: it lies two folders above this one, in the source and in the build. */
export function packageFile(path: string): URL {
  return new URL(`../../${path}`, import.meta.url);
}
