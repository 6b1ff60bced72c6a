import type { Routes } from "../http/app.ts";
import { linkRoutes } from "./accounts/links-routes.ts";
import { memberRoutes } from "./accounts/members-routes.ts";
import { ownAccountRoutes } from "./accounts/own-account-routes.ts";
import { accountRoutes } from "./accounts/routes.ts";
import { signInRoutes } from "./sign-in/routes.ts";

/** Everything of people that is asked over HTTP. */
export const peopleRoutes: Routes = (app, context) => {
  for (const routes of [signInRoutes, linkRoutes, ownAccountRoutes, memberRoutes, accountRoutes])
    routes(app, context);
};
