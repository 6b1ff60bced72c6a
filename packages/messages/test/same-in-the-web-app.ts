/** Texts of the web app that are rightly the same in two languages: words that the languages share, and signs. */
export const SAME_IN_THE_WEB_APP: readonly string[] = [
  ...[
    "web.mission-real",
    "web.missions-title",
    "web.nav-situation",
    "web.navigation",
    "web.second-factor-code",
  ].map((key) => `${key}: en = fr`),
  ...[
    "web.cancel",
    "web.clock-zone",
    "web.language",
    "web.link-submit",
    "web.second-factor-code",
    "web.theme-light",
  ].map((key) => `${key}: es = pt`),
];
