import { useState } from "react";
import type { ContentRow } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { Field } from "../../parts/Field";
import { useAct, useFrame } from "../../state/session";

type Turn = "approve" | "retire" | "restore" | "revert";

/** What can be done with a card as a whole: approve by name, retire, hand out again, give up what was written here. */
export function TurnCard({ row, hasDraft, under }: { row: ContentRow; hasDraft: boolean; under: boolean }) {
  const [turn, setTurn] = useState<Turn | null>(null);
  const close = () => setTurn(null);
  return (
    <div className="row">
      <Button onPress={() => setTurn("approve")}>Approve…</Button>
      {row.retired_on === null ? (
        <Button onPress={() => setTurn("retire")}>Retire…</Button>
      ) : (
        <Button onPress={() => setTurn("restore")}>Hand out again…</Button>
      )}
      {under && row.origin === "local" && <Button onPress={() => setTurn("revert")}>Back to the shipped card…</Button>}
      {turn === "approve" && <Approve row={row} hasDraft={hasDraft} onClose={close} />}
      {turn !== null && turn !== "approve" && <Because row={row} turn={turn} onClose={close} />}
    </div>
  );
}

function Approve({ row, hasDraft, onClose }: { row: ContentRow; hasDraft: boolean; onClose: () => void }) {
  const { person } = useFrame();
  const { busy, error, run } = useAct();
  const [by, setBy] = useState(person);
  const [on, setOn] = useState("");
  const [tried, setTried] = useState(false);
  const fault = by.trim() === "" ? "Write who approves it: name and role." : null;
  const approve = async () => {
    setTried(true);
    if (fault) return;
    if (await run("content_approve", { path: row.path, by: by.trim(), on: on.trim() })) onClose();
  };
  return (
    <DialogBox title={`Approve ${row.title}, version ${row.version}`} onClose={onClose}>
      <p>
        Whoever is named here has read the card as it is saved and vouches for it in this hospital. Their name is
        printed on it.
      </p>
      {hasDraft && <Notice>What is typed and not saved is not approved by this.</Notice>}
      <Field label="Who approves it" aside="(name and role)" value={by} onChange={setBy} fault={tried ? fault : null} />
      <Field label="On" value={on} onChange={setOn} hint="As 2026-11-30; empty for today" />
      {error && <ErrorBox what={error.what} kept="Nothing was changed." next={error.next} />}
      <div className="row">
        <Button kind="primary" isDisabled={busy} onPress={() => void approve()}>
          Approve the card
        </Button>
        <Button onPress={onClose}>Leave it</Button>
      </div>
    </DialogBox>
  );
}

const TURNS = {
  retire: {
    title: "Retire",
    what: "The card is not handed out any more from the next incident on. It stays here and can be handed out again.",
    press: "Retire the card",
    cmd: "content_retire",
    needs: true,
  },
  restore: {
    title: "Hand out again:",
    what: "The card is handed out again from the next incident on.",
    press: "Hand it out again",
    cmd: "content_restore",
    needs: false,
  },
  revert: {
    title: "Back to the shipped card:",
    what: "The card of the bag underneath stands again. What was written here stays among the versions.",
    press: "Use the shipped card",
    cmd: "content_revert",
    needs: false,
  },
} as const;

function Because({ row, turn, onClose }: { row: ContentRow; turn: keyof typeof TURNS; onClose: () => void }) {
  const { title, what, press, cmd, needs } = TURNS[turn];
  const { busy, error, run } = useAct();
  const [because, setBecause] = useState("");
  const [tried, setTried] = useState(false);
  const fault = needs && because.trim() === "" ? "Say why. It is written in the log." : null;
  const act = async () => {
    setTried(true);
    if (fault) return;
    if (await run(cmd, { path: row.path, because: because.trim() })) onClose();
  };
  return (
    <DialogBox title={`${title} ${row.title}`} onClose={onClose}>
      <p>{what}</p>
      <Field
        label="Why"
        aside={needs ? "" : "(may stay empty)"}
        value={because}
        onChange={setBecause}
        fault={tried ? fault : null}
      />
      {error && <ErrorBox what={error.what} kept="Nothing was changed." next={error.next} />}
      <div className="row">
        <Button kind="primary" isDisabled={busy} onPress={() => void act()}>
          {press}
        </Button>
        <Button onPress={onClose}>Leave it</Button>
      </div>
    </DialogBox>
  );
}
