import { Button, ButtonRow, Notice, Section, StateBadge, Tabs } from "@veedor/ui";
import { useState } from "react";
import { useMission } from "../missions/mission-context.tsx";
import { LANGUAGE_NAMES } from "../preferences/preferences.ts";
import { useMe } from "../session/use-me.ts";
import { useWords } from "../words/words.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { type Release } from "./use-releases.ts";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

const TONES = { proposed: "caution", released: "good", withdrawn: "bad" } as const;

/** A frozen record: its text in each language, word for word what is or will be public, its hash, and what comes next. */
export function RecordView({ release, contest }: { readonly release: Release; readonly contest: string }) {
  const { say, language } = useWords();
  const { mission, moments } = useMission();
  const { record, state } = release;
  const texts = LANGUAGE_NAMES.flatMap(([code, name]) => {
    const statement = record.text[code];
    return statement === undefined ? [] : [{ code, name, statement }];
  }).sort((a, b) => Number(b.code === language) - Number(a.code === language));
  return (
    <Section
      title={say("release-record", { contest, number: record.take.number })}
      aside={<StateBadge tone={TONES[state]}>{say(`release-state-${state}`)}</StateBadge>}
      reading={
        <p>
          {say("release-proposed-at", { time: moments.dayAndTime(release.proposedAt) })}
          {release.releasedAt === null
            ? null
            : ` ${say("release-released-at", { time: moments.dayAndTime(release.releasedAt) })}`}
        </p>
      }
    >
      {record.overrideReason === null ? null : (
        <div className="release-override">
          <Notice tone="caution" title={say("release-overridden")}>
            <p>{record.overrideReason}</p>
          </Notice>
        </div>
      )}
      <Tabs
        label={say("release-text")}
        tabs={texts.map(({ code, name, statement }) => ({
          id: code,
          title: name,
          content: (
            <article className="statement" lang={code}>
              <p className="statement-title">{statement.title}</p>
              <p className="statement-headline">{statement.headline}</p>
              {statement.paragraphs.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </article>
          ),
        }))}
      />
      <p className="release-hash">
        <span className="muted small">{say("release-hash")}</span> <code>{release.hash}</code>
      </p>
      {state === "released" ? (
        <p>
          <a href={`/public/${mission.code}/${release.id}`}>{say("release-public-page")}</a>
        </p>
      ) : null}
      <NextStep release={release} />
    </Section>
  );
}

/** What the reader may do with the record now. */
function NextStep({ release }: { readonly release: Release }) {
  const { say } = useWords();
  const { may } = useMission();
  const { data: me } = useMe();
  const [asked, setAsked] = useState<"confirm" | "withdraw" | null>(null);
  const isMine = release.proposedBy === me?.person;
  const mayConfirm = release.state === "proposed" && may("release-confirm") && !isMine;
  return (
    <div className="release-act">
      {release.state === "proposed" && isMine ? (
        <Notice title={say("release-second-title")}>
          <p>{say("release-second")}</p>
        </Notice>
      ) : null}
      <ButtonRow>
        {mayConfirm ? <Button onClick={() => setAsked("confirm")}>{say("release-confirm")}</Button> : null}
        <Button kind="quiet" onClick={() => setAsked("withdraw")}>
          {say("release-withdraw")}
        </Button>
      </ButtonRow>
      <ConfirmDialog release={release} open={asked === "confirm"} onClose={() => setAsked(null)} />
      <WithdrawDialog release={release} open={asked === "withdraw"} onClose={() => setAsked(null)} />
    </div>
  );
}
