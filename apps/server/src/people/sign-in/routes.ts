import * as contract from "@veedor/api-contract";
import { ProblemError } from "@veedor/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../../context.ts";
import type { Routes } from "../../http/app.ts";
import { serve } from "../../http/serve.ts";
import { askForPasskey } from "./passkeys.ts";
import { describedVisitor, SESSION_COOKIE } from "./sessions.ts";
import {
  type SignedIn,
  signIn,
  signInAgain,
  signInAgainWithPasskey,
  signInWithPasskey,
  signOut,
} from "./sign-in.ts";

/** Requests a minute from one address to where secrets are tried, beside the limits kept in the database. */
const FEW = { requestsPerMinute: 200 };

/** Signing in and out. */
export const signInRoutes: Routes = (app, context) => {
  serve(
    app,
    contract.signIn,
    async ({ body, request, reply }) => {
      const { keep, ...given } = body;
      return handedOut(context, reply, keep, await signIn(context, visitorOf(request), given));
    },
    FEW,
  );
  serve(app, contract.passkeySignInChallenge, async () => askForPasskey(context, "sign-in", null), FEW);
  serve(
    app,
    contract.passkeySignIn,
    async ({ body, request, reply }) =>
      handedOut(context, reply, body.keep, await signInWithPasskey(context, visitorOf(request), body)),
    FEW,
  );
  serve(app, contract.signOut, async ({ actor, reply }) => {
    await signOut(context, actor);
    void reply.clearCookie(SESSION_COOKIE, { path: "/" });
    return {};
  });
  serve(
    app,
    contract.signInAgain,
    async ({ actor, body }) => ({ signedInAt: (await signInAgain(context, actor, body)).toISOString() }),
    FEW,
  );
  serve(
    app,
    contract.passkeySignInAgainChallenge,
    async ({ actor }) => {
      if (actor.kind !== "person") throw new ProblemError("not-signed-in");
      return askForPasskey(context, "sign-in-again", actor.person);
    },
    FEW,
  );
  serve(
    app,
    contract.passkeySignInAgain,
    async ({ actor, body }) => ({
      signedInAt: (await signInAgainWithPasskey(context, actor, body)).toISOString(),
    }),
    FEW,
  );
};

function visitorOf(request: FastifyRequest) {
  return { address: request.ip, description: describedVisitor(request.headers["user-agent"]) };
}

/** A browser is handed the token in a cookie that scripts cannot read and that no other site's page can send. */
function handedOut(
  context: Context,
  reply: FastifyReply,
  keep: "cookie" | "token",
  { person, session, token, expiresAt }: SignedIn,
) {
  if (keep === "cookie")
    void reply.setCookie(SESSION_COOKIE, token, {
      path: "/",
      httpOnly: true,
      sameSite: "strict",
      secure: context.publicUrl().startsWith("https:"),
      // For so long, and not until an instant: a rehearsal's clock is not the browser's.
      maxAge: Math.floor((expiresAt.getTime() - context.clock.now()) / 1000),
    });
  return { person, session, expiresAt: expiresAt.toISOString(), token: keep === "token" ? token : null };
}
