import { InputError, ServiceError, systemErrorCode } from "../../../model/errors.ts";

/** One of our errors for what the file system reported about a registry; others come back as they are. */
export function translateFolderError(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new ServiceError(
        "registry_read_only",
        `The registry ${path} cannot be written.`,
        "Check who owns the folder, or choose another one with --registry.",
      );
    case "ENOTDIR":
    case "EEXIST":
      return new ServiceError(
        "registry_not_a_folder",
        `The registry ${path} is not a folder.`,
        "Name a folder with --registry; it is created when it does not exist.",
      );
    case "ENOSPC":
    case "EDQUOT":
      return new InputError(
        "disk_full",
        `There is no space left to write the registry ${path}.`,
        "Free some space and try again.",
      );
    default:
      // Ours and SQLite's have codes of other forms.
      if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
      return new ServiceError(
        "registry_unusable",
        `The registry ${path} cannot be used (${code}).`,
        "Check the folder and its disk, or choose another one with --registry.",
      );
  }
}
