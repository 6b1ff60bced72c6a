export type SubmissionTables = {
  readonly submission: {
    id: string;
    mission_id: string;
    form_id: string;
    instance_id: string;
    sha256: Buffer;
    xml: Buffer;
    device_id: string | null;
    received_at: Date;
  };
  readonly conflicting_submission: {
    id: string;
    submission_id: string;
    sha256: Buffer;
    xml: Buffer;
    device_id: string | null;
    received_at: Date;
  };
  readonly attachment: {
    submission_id: string;
    name: string;
    sha256: Buffer | null;
    bytes: number | null;
    media_type: string | null;
    received_at: Date | null;
  };
  readonly conflicting_attachment: {
    submission_id: string;
    name: string;
    sha256: Buffer;
    bytes: number;
    media_type: string;
    xml_sha256: Buffer;
    received_at: Date;
  };
};
