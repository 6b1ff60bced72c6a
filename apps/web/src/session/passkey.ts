/** What browsers can do with passkeys that the platform's types do not all know yet. */
type PasskeyBrowser = {
  readonly parseRequestOptionsFromJSON?: (options: unknown) => PublicKeyCredentialRequestOptions;
};

function passkeyBrowser(): PasskeyBrowser | null {
  return "PublicKeyCredential" in globalThis
    ? (globalThis.PublicKeyCredential as unknown as PasskeyBrowser)
    : null;
}

/** Whether this browser can sign in with a passkey. */
export function hasPasskeys(): boolean {
  return passkeyBrowser()?.parseRequestOptionsFromJSON !== undefined;
}

/**
 * Asks the authenticator to sign a challenge.
 *
 * @param options as the server sends them
 * @returns the assertion in JSON, as the server reads it
 */
export async function passkeyAnswer(options: unknown): Promise<unknown> {
  const publicKey = passkeyBrowser()?.parseRequestOptionsFromJSON?.(options);
  if (publicKey === undefined) throw new Error("this browser has no passkeys");
  const credential = await navigator.credentials.get({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey was chosen");
  return credential.toJSON();
}
