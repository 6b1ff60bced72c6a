import type { Generated } from "kysely";

export type PeopleTables = {
  readonly person: {
    id: string;
    is_administrator: Generated<boolean>;
    created_at: Date;
    disabled_at: Date | null;
    erased_at: Date | null;
  };
  readonly account_password: { person_id: string; hash: string; changed_at: Date };
  readonly session: {
    id: string;
    person_id: string;
    token_sha256: Buffer;
    created_at: Date;
    signed_in_at: Date;
    last_seen_at: Date;
    expires_at: Date;
    ended_at: Date | null;
    description: Generated<string>;
  };
  readonly totp: {
    person_id: string;
    secret_sealed: Buffer;
    created_at: Date;
    confirmed_at: Date | null;
    last_step: Generated<number>;
  };
  readonly recovery_code: {
    person_id: string;
    code_hmac: Buffer;
    created_at: Date;
    used_at: Date | null;
  };
  readonly passkey: {
    id: string;
    person_id: string;
    credential_id: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
    label: string;
    created_at: Date;
    last_used_at: Date | null;
  };
  readonly passkey_challenge: {
    id: string;
    purpose: "register" | "sign-in" | "sign-in-again";
    person_id: string | null;
    challenge: string;
    expires_at: Date;
  };
  readonly one_time_link: {
    id: string;
    purpose: "set-up" | "invitation" | "password";
    token_sha256: Buffer;
    person_id: string | null;
    mission_id: string | null;
    made_by: string | null;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
    withdrawn_at: Date | null;
  };
  readonly sign_in_attempt: { id: Generated<number>; subject: Buffer; at: Date };
  readonly device: {
    id: string;
    mission_id: string;
    person_id: string | null;
    label: Generated<string>;
    token_sha256: Buffer;
    created_at: Date;
    created_by: string | null;
    last_seen_at: Date | null;
    revoked_at: Date | null;
  };
  readonly "personal.key_file": {
    only_row: Generated<boolean>;
    id: string;
    lookup_number: Generated<number>;
    adopted_at: Date;
  };
  readonly "personal.person_key": { person_id: string; key_file: string; number: number; wrapped: Buffer };
  readonly "personal.person_data": { person_id: string; sealed: Buffer };
  readonly "personal.email_lookup": { hmac: Buffer; person_id: string };
  readonly "personal.forgotten_key": { number: number; forgotten_at: Date };
};
