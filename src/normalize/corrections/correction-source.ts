/** What stands where a source's name does, of a value that its person has had put right. */
export const correctionSource = "correction";
