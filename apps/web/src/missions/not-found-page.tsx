import { Link } from "@tanstack/react-router";
import { StatePage } from "@veedor/ui";
import { BareFrame } from "../frame/bare-frame.tsx";
import { useTitle, useWords } from "../words/words.tsx";

export function NotFoundPage() {
  const { say } = useWords();
  useTitle(say("not-found-title"));
  return (
    <BareFrame>
      <StatePage
        kind="empty"
        level={1}
        title={say("not-found-title")}
        actions={<Link to="/">{say("to-missions")}</Link>}
      >
        <p>{say("not-found-words")}</p>
      </StatePage>
    </BareFrame>
  );
}
