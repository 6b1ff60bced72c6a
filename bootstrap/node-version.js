// Which Node.js can do what. Kept in the plainest JavaScript, since an old Node.js must get as far as this.

/** The oldest Node.js on which the bootstrap itself, the packed packages and npm's tools run. */
export const OLDEST_TO_START = [20, 19];
/** Runs the repository's TypeScript as we test it. */
export const PINNED_MAJOR = 24;
/** The oldest Node.js that strips types by default: accepted where npm has no Node 24 for the platform. */
export const OLDEST_WITH_TYPE_STRIPPING = [22, 18];

/**
 * Whether a version such as `v22.18.0` or `24.1.0` is at least `[major, minor]`.
 *
 * @param {string} version @param {number[]} wanted
 */
export function isAtLeast(version, wanted) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
