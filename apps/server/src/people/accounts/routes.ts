import * as contract from "@veedor/api-contract";
import type { z } from "zod";
import type { Routes } from "../../http/app.ts";
import { serve } from "../../http/serve.ts";
import { erasePerson } from "../personal/erasure.ts";
import {
  createAccount,
  disableAccount,
  enableAccount,
  endAccountSessions,
  listAccountSessions,
  listAccounts,
  makePasswordLink,
  removeSecondFactors,
} from "./accounts.ts";

/** Accounts, for administrators of the server. */
export const accountRoutes: Routes = (app, context) => {
  serve(app, contract.listAccounts, async ({ actor, query }) => {
    const rows = await listAccounts(context, actor, {
      ...pageAsked(query),
      email: query.email ?? null,
    });
    return pageAnswered(
      rows.map((row) => ({
        person: row.id,
        name: row.name,
        email: row.email,
        isAdministrator: row.is_administrator,
        hasPassword: Boolean(row.has_password),
        hasSecondFactor: Boolean(row.has_second_factor),
        createdAt: row.created_at.toISOString(),
        disabledAt: row.disabled_at?.toISOString() ?? null,
        erasedAt: row.erased_at?.toISOString() ?? null,
      })),
      query.limit,
      ({ person }) => person,
    );
  });
  serve(app, contract.createAccount, async ({ actor, body }) =>
    linkAnswered(await createAccount(context, actor, body)),
  );
  serve(app, contract.disableAccount, async ({ actor, parameters }) => {
    await disableAccount(context, actor, parameters.person);
    return {};
  });
  serve(app, contract.enableAccount, async ({ actor, parameters }) => {
    await enableAccount(context, actor, parameters.person);
    return {};
  });
  serve(app, contract.makePasswordLink, async ({ actor, parameters }) =>
    linkAnswered(await makePasswordLink(context, actor, parameters.person)),
  );
  serve(app, contract.removeSecondFactors, async ({ actor, parameters }) => {
    await removeSecondFactors(context, actor, parameters.person);
    return {};
  });
  serve(app, contract.listAccountSessions, async ({ actor, parameters }) => ({
    items: (await listAccountSessions(context, actor, parameters.person)).map(sessionAnswered),
  }));
  serve(app, contract.endAccountSessions, async ({ actor, parameters }) => ({
    ended: await endAccountSessions(context, actor, parameters.person),
  }));
  serve(app, contract.eraseAccount, async ({ actor, parameters }) => {
    await erasePerson(context, actor, parameters.person);
    return {};
  });
};

/** What a list is asked for: rows beyond an identifier. */
export function pageAsked({ after, limit }: { after?: string | undefined; limit: number }) {
  return { after: after ?? null, limit };
}

/** A page that is full may have another after it. */
export function pageAnswered<Item>(items: Item[], limit: number, nextOf: (item: Item) => string) {
  const last = items.at(-1);
  return { items, next: last === undefined || items.length < limit ? null : nextOf(last) };
}

export function sessionAnswered(row: {
  id: string;
  created_at: Date;
  signed_in_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  description: string;
}): z.input<typeof contract.sessionOfPerson> {
  return {
    session: row.id,
    createdAt: row.created_at.toISOString(),
    signedInAt: row.signed_in_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    description: row.description,
  };
}

function linkAnswered({ person, link, expiresAt }: { person: string; link: string; expiresAt: Date }) {
  return { person, link, expiresAt: expiresAt.toISOString() };
}
