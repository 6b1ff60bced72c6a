import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { deskSearch } from "./desk/desk-search.ts";
import { FailedPage } from "./missions/failed-page.tsx";
import { MissionFrame } from "./missions/mission-frame.tsx";
import { MissionsPage } from "./missions/missions-page.tsx";
import { NotFoundPage } from "./missions/not-found-page.tsx";
import { SignedIn } from "./session/signed-in.tsx";
import { SituationPage } from "./situation/situation-page.tsx";

const root = createRootRoute({ notFoundComponent: NotFoundPage });

/** Where a person wanted to go before signing in; only a path of this app. */
function nextOf(search: Readonly<Record<string, unknown>>): { readonly next?: string } {
  const { next } = search;
  return typeof next === "string" && /^\/(?!\/)/.test(next) ? { next } : {};
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: nextOf,
  component: lazyRouteComponent(() => import("./session/sign-in-page.tsx"), "SignInPage"),
});
const link = createRoute({
  getParentRoute: () => root,
  path: "/link",
  component: lazyRouteComponent(() => import("./session/link-page.tsx"), "LinkPage"),
});
const signedIn = createRoute({ getParentRoute: () => root, id: "signed-in", component: SignedIn });
const missions = createRoute({ getParentRoute: () => signedIn, path: "/", component: MissionsPage });
const mission = createRoute({
  getParentRoute: () => signedIn,
  path: "/missions/$mission",
  component: MissionFrame,
});
const situation = createRoute({ getParentRoute: () => mission, path: "/", component: SituationPage });

const estimate = createRoute({
  getParentRoute: () => mission,
  path: "/estimate",
  component: lazyRouteComponent(() => import("./estimate/estimate-page.tsx"), "EstimatePage"),
});
const desk = createRoute({
  getParentRoute: () => mission,
  path: "/desk",
  validateSearch: deskSearch,
  component: lazyRouteComponent(() => import("./desk/desk-page.tsx"), "DeskPage"),
});
const release = createRoute({
  getParentRoute: () => mission,
  path: "/release",
  component: lazyRouteComponent(() => import("./release/release-page.tsx"), "ReleasePage"),
});
const people = createRoute({
  getParentRoute: () => mission,
  path: "/people",
  component: lazyRouteComponent(() => import("./people/people-page.tsx"), "PeoplePage"),
});

/** Every page of the app. What the home of a mission does not need is loaded when it is opened. */
export const router = createRouter({
  basepath: "/app",
  routeTree: root.addChildren([
    signIn,
    link,
    signedIn.addChildren([missions, mission.addChildren([situation, estimate, desk, release, people])]),
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: FailedPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
