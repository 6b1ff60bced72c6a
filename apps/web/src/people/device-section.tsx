import { Button, ButtonRow, Dialog, Field, Notice, Section, Skeleton, StateBadge, Table } from "@veedor/ui";
import { useState } from "react";
import { FailureNotice, FailurePage } from "../connection/failure.tsx";
import { useMission } from "../missions/mission-context.tsx";
import { useWords } from "../words/words.tsx";
import { type Device, useAddDevice, useDevices, useRevoke } from "./use-people.ts";

/** Phones that send to the mission: when each was last seen; added, and revoked at once. */
export function DeviceSection() {
  const { say } = useWords();
  const { may, moments } = useMission();
  const devices = useDevices();
  const [revoked, setRevoked] = useState<Device | null>(null);
  return (
    <Section title={say("devices-title")} reading={<p>{say("devices-lead")}</p>}>
      {devices.isPending ? <Skeleton words={say("loading")} /> : null}
      {devices.isError && devices.data === undefined ? (
        <FailurePage error={devices.error} onRetry={() => void devices.refetch()} />
      ) : null}
      {devices.data?.items.length === 0 ? <p className="muted">{say("devices-none")}</p> : null}
      {(devices.data?.items.length ?? 0) === 0 ? null : (
        <Table
          caption={say("devices-title")}
          captionUnseen
          rows={devices.data?.items ?? []}
          rowKey={({ device }) => device}
          columns={[
            {
              id: "label",
              title: say("devices-label"),
              cell: ({ label }) => label || say("devices-unnamed"),
            },
            {
              id: "seen",
              title: say("devices-seen"),
              cell: ({ lastSeenAt }) =>
                lastSeenAt === null ? say("devices-never") : moments.dayAndTime(lastSeenAt),
            },
            {
              id: "state",
              title: say("desk-state"),
              cell: ({ revokedAt }) => (
                <StateBadge tone={revokedAt === null ? "good" : "bad"}>
                  {say(revokedAt === null ? "devices-good" : "devices-revoked")}
                </StateBadge>
              ),
            },
            {
              id: "act",
              title: <span className="unseen">{say("devices-revoke")}</span>,
              cell: (device) =>
                device.revokedAt === null && may("devices-manage") ? (
                  <Button kind="quiet" onClick={() => setRevoked(device)}>
                    {say("devices-revoke")}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      {may("devices-manage") ? <AddDevice /> : null}
      {revoked === null ? null : <RevokeDialog device={revoked} onClose={() => setRevoked(null)} />}
    </Section>
  );
}

function AddDevice() {
  const { say } = useWords();
  const add = useAddDevice();
  const [label, setLabel] = useState("");
  return (
    <div className="people-act">
      <h3>{say("devices-add")}</h3>
      {add.data === undefined ? null : (
        <Notice tone="good" title={say("devices-added")} spoken="status">
          <p>{say("devices-token")}</p>
          <p>
            <code>{add.data.token}</code>
          </p>
          {add.data.picture === null ? null : (
            <img className="device-code" src={add.data.picture} alt={say("devices-code")} />
          )}
        </Notice>
      )}
      <FailureNotice error={add.error} />
      <form
        className="people-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!add.isPending) add.mutate(label.trim(), { onSuccess: () => setLabel("") });
        }}
      >
        <Field
          label={say("devices-label")}
          hint={say("devices-label-hint")}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <Button type="submit" busy={add.isPending}>
          {say("devices-add-submit")}
        </Button>
      </form>
    </div>
  );
}

function RevokeDialog({ device, onClose }: { readonly device: Device; readonly onClose: () => void }) {
  const { say } = useWords();
  const revoke = useRevoke(device.device);
  return (
    <Dialog
      open
      title={say("devices-revoke-title", { label: device.label || say("devices-unnamed") })}
      onClose={onClose}
      actions={
        <ButtonRow>
          <Button
            kind="grave"
            busy={revoke.isPending}
            onClick={() => revoke.mutate(undefined, { onSuccess: onClose })}
          >
            {say("devices-revoke")}
          </Button>
          <Button kind="plain" onClick={onClose}>
            {say("cancel")}
          </Button>
        </ButtonRow>
      }
    >
      <p>{say("devices-revoke-words")}</p>
      <FailureNotice error={revoke.error} />
    </Dialog>
  );
}
