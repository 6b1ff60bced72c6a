import { PageHead } from "@veedor/ui";
import { useTitle, useWords } from "../words/words.tsx";

/** The home of a mission: one picture of the day. */
export function SituationPage() {
  const { say } = useWords();
  useTitle(say("nav-situation"));
  return <PageHead title={say("nav-situation")} />;
}
