import * as contract from "@veedor/api-contract";
import type { Routes } from "../../http/app.ts";
import { serve } from "../../http/serve.ts";
import { addPasskey, beginPasskey, removePasskey } from "../sign-in/passkeys.ts";
import {
  beginAuthenticator,
  confirmAuthenticator,
  ownSecondFactors,
  removeAuthenticator,
  renewRecoveryCodes,
} from "../sign-in/second-factors.ts";
import {
  changeOwnAccount,
  changeOwnPassword,
  endOtherSessions,
  endOwnSession,
  listOwnSessions,
  readOwnAccount,
} from "./own-account.ts";
import { sessionAnswered } from "./routes.ts";

/** The signed-in person's own account, sessions and second factors. */
export const ownAccountRoutes: Routes = (app, context) => {
  serve(app, contract.readOwnAccount, async ({ actor: asking }) => {
    const { actor, data } = await readOwnAccount(context, asking);
    return {
      person: actor.person,
      ...data,
      isAdministrator: actor.isAdministrator,
      missions: [...actor.roles].map(([mission, roles]) => ({ mission, roles: [...roles] })),
      signedInAt: new Date(actor.signedInAt).toISOString(),
    };
  });
  serve(app, contract.changeOwnAccount, async ({ actor, body }) => {
    await changeOwnAccount(context, actor, body);
    return {};
  });
  serve(app, contract.changeOwnPassword, async ({ actor, body }) => {
    await changeOwnPassword(context, actor, body);
    return {};
  });
  serve(app, contract.listOwnSessions, async ({ actor }) => ({
    items: (await listOwnSessions(context, actor)).map((row) => ({
      ...sessionAnswered(row),
      isThisOne: row.isThisOne,
    })),
  }));
  serve(app, contract.endOwnSession, async ({ actor, parameters }) => {
    await endOwnSession(context, actor, parameters.session);
    return {};
  });
  serve(app, contract.endOtherSessions, async ({ actor }) => ({
    ended: await endOtherSessions(context, actor),
  }));
  serve(app, contract.readSecondFactors, async ({ actor }) => {
    const { passkeys, ...others } = await ownSecondFactors(context, actor);
    return {
      ...others,
      passkeys: passkeys.map((one) => ({
        passkey: one.id,
        label: one.label,
        createdAt: one.created_at.toISOString(),
        lastUsedAt: one.last_used_at?.toISOString() ?? null,
      })),
    };
  });
  serve(app, contract.beginAuthenticator, async ({ actor }) => beginAuthenticator(context, actor));
  serve(app, contract.confirmAuthenticator, async ({ actor, body }) => ({
    recoveryCodes: await confirmAuthenticator(context, actor, body.code),
  }));
  serve(app, contract.removeAuthenticator, async ({ actor }) => {
    await removeAuthenticator(context, actor);
    return {};
  });
  serve(app, contract.renewRecoveryCodes, async ({ actor }) => ({
    recoveryCodes: await renewRecoveryCodes(context, actor),
  }));
  serve(app, contract.beginPasskey, async ({ actor }) => beginPasskey(context, actor));
  serve(app, contract.addPasskey, async ({ actor, body }) => ({
    passkey: await addPasskey(context, actor, body),
  }));
  serve(app, contract.removePasskey, async ({ actor, parameters }) => {
    await removePasskey(context, actor, parameters.passkey);
    return {};
  });
};
