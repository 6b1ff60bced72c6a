import { PageHead, Section, Skeleton, StateBadge, StatePage, Table } from "@veedor/ui";
import { FailurePage } from "../connection/failure.tsx";
import { useMission } from "../missions/mission-context.tsx";
import { rolesInWords } from "../missions/roles.ts";
import { useTitle, useWords } from "../words/words.tsx";
import { DeviceSection } from "./device-section.tsx";
import { InviteForm } from "./invite-form.tsx";
import "./people.css";
import { type Member, useMembers } from "./use-people.ts";

/** Who is in the mission and in which roles, and the devices that send to it. */
export function PeoplePage() {
  const { say } = useWords();
  useTitle(say("people-title"));
  const { may } = useMission();
  if (!may("members-read"))
    return (
      <StatePage kind="refused" level={1} title={say("refused-title")}>
        <p>{say("refused-words")}</p>
      </StatePage>
    );
  return (
    <>
      <PageHead title={say("people-title")}>
        <p>{say("people-lead")}</p>
      </PageHead>
      <Section title={say("people-members")}>
        <Members />
        {may("members-manage") ? <InviteForm /> : null}
      </Section>
      {may("devices-read") ? <DeviceSection /> : null}
    </>
  );
}

function Members() {
  const words = useWords();
  const { say } = words;
  const members = useMembers();
  if (members.isPending) return <Skeleton words={say("loading")} />;
  if (members.isError && members.data === undefined)
    return <FailurePage error={members.error} onRetry={() => void members.refetch()} />;
  return (
    <Table
      caption={say("people-members")}
      captionUnseen
      rows={members.data?.items ?? []}
      rowKey={({ person }) => person}
      columns={[
        { id: "name", title: say("name"), cell: ({ name }) => <bdi>{name ?? say("people-erased")}</bdi> },
        { id: "email", title: say("email"), cell: ({ email }) => email ?? "" },
        { id: "roles", title: say("people-roles"), cell: ({ roles }) => rolesInWords(roles, words) },
        { id: "state", title: say("desk-state"), cell: (member) => <MemberState member={member} /> },
      ]}
    />
  );
}

function MemberState({ member: { isDisabled, hasAccepted } }: { readonly member: Member }) {
  const { say } = useWords();
  if (isDisabled) return <StateBadge tone="bad">{say("people-disabled")}</StateBadge>;
  if (!hasAccepted) return <StateBadge tone="caution">{say("people-invited")}</StateBadge>;
  return <StateBadge tone="good">{say("people-active")}</StateBadge>;
}
