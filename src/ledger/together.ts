/**
 * Does in one go what is asked for in one turn of the event loop: many callers share one commit.
 * Where it fails, all of them hear it.
 */
export function createTogether<Asked, Answer>(
  work: (asked: readonly Asked[]) => readonly Answer[],
): (asked: Asked) => Promise<Answer> {
  let waiting: Asked[] = [];
  let answers: Promise<readonly Answer[]> | undefined;

  function begin(): Promise<readonly Answer[]> {
    return new Promise((resolve) => setImmediate(resolve)).then(() => {
      const asked = waiting;
      waiting = [];
      answers = undefined;
      return work(asked);
    });
  }

  return async (asked) => {
    const place = waiting.push(asked) - 1;
    answers ??= begin();
    return (await answers)[place] as Answer;
  };
}
