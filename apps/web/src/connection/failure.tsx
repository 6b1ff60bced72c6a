import { Button, Notice, StatePage } from "@veedor/ui";
import { useWords } from "../words/words.tsx";
import { failureInWords, problemOf } from "./connection.tsx";

/** A page, or part of one, that could not be loaded. */
export function FailurePage({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const words = useWords();
  const problem = problemOf(error);
  if (problem?.status === 403)
    return (
      <StatePage kind="refused" title={words.say("refused-title")}>
        <p>{words.say("refused-words")}</p>
      </StatePage>
    );
  if (problem?.status === 404)
    return (
      <StatePage kind="empty" title={words.say("not-found-title")}>
        <p>{words.say("not-found-words")}</p>
      </StatePage>
    );
  const failure = failureInWords(error, words);
  return (
    <StatePage
      kind="error"
      title={failure.title}
      actions={
        onRetry === undefined ? undefined : <Button onClick={onRetry}>{words.say("try-again")}</Button>
      }
    >
      <p>{failure.words}</p>
    </StatePage>
  );
}

/** A change that was not taken: above the button that asked for it. */
export function FailureNotice({ error }: { readonly error: unknown }) {
  const words = useWords();
  if (error === null || error === undefined) return null;
  const failure = failureInWords(error, words);
  return (
    <Notice tone="bad" title={failure.title} spoken="alert">
      <p>{failure.words}</p>
    </Notice>
  );
}
