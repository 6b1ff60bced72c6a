/** A setting that cannot be. `setting` names it; texts stand in the messages, area `server`. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly code:
    | "setting-invalid"
    | "setting-unknown"
    | "beyond-loopback-without-tls"
    | "tls-half-set"
    | "public-url-missing"
    | "public-url-not-https";
  readonly setting: string;
  readonly received: string;

  constructor(code: ConfigurationError["code"], setting: string, received: string) {
    super(`${code}: ${setting}`);
    this.code = code;
    this.setting = setting;
    this.received = received;
  }
}
