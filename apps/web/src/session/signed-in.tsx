import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { Skeleton } from "@veedor/ui";
import { FailurePage } from "../connection/failure.tsx";
import { BareFrame } from "../frame/bare-frame.tsx";
import { useWords } from "../words/words.tsx";
import { useMe } from "./use-me.ts";

/** Pages for those who are signed in; others are asked to sign in and come back. */
export function SignedIn() {
  const { say } = useWords();
  const me = useMe();
  const { href } = useLocation();
  if (me.isPending)
    return (
      <BareFrame>
        <Skeleton words={say("loading")} />
      </BareFrame>
    );
  if (me.isError)
    return (
      <BareFrame>
        <FailurePage error={me.error} onRetry={() => void me.refetch()} />
      </BareFrame>
    );
  if (me.data === null) return <Navigate to="/sign-in" search={href === "/" ? {} : { next: href }} replace />;
  return <Outlet />;
}
