import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { Skeleton } from "@veedor/ui";
import { useEffect } from "react";
import { FailurePage } from "../connection/failure.tsx";
import { BareFrame } from "../frame/bare-frame.tsx";
import { useWords } from "../words/words.tsx";
import { useMe } from "./use-me.ts";

/** Pages for those who are signed in; others are asked to sign in and come back. */
export function SignedIn() {
  const { say } = useWords();
  const me = useMe();
  const { href } = useLocation();
  const navigate = useNavigate();
  const isStranger = me.data === null;
  useEffect(() => {
    if (isStranger)
      void navigate({ to: "/sign-in", search: href === "/" ? {} : { next: href }, replace: true });
    // Once, for where the person was; while the sign-in page loads the address changes already.
  }, [isStranger]);
  if (me.isPending || isStranger)
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
  return <Outlet />;
}
