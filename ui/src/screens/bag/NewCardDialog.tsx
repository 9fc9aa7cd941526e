import { useState } from "react";
import type { ContentText } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { Field, Pick, Segments } from "../../parts/Field";
import { useAct } from "../../state/session";

/** A title is enough to begin: the editor says what else a card needs. */
export function NewCardDialog({
  roles,
  onMade,
  onClose,
}: {
  roles: readonly string[];
  onMade: (text: ContentText) => void;
  onClose: () => void;
}) {
  const { busy, error, run } = useAct();
  const [title, setTitle] = useState("");
  const [kind, setKind] = useState<"task" | "role">("task");
  const [role, setRole] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const fault = title.trim() === "" ? "Write the title." : null;
  const make = async () => {
    setTried(true);
    if (fault) return;
    const made = await run("content_new", { title: title.trim(), kind, role: kind === "role" ? (role ?? "") : "" });
    if (made) onMade(made);
  };
  return (
    <DialogBox title="Write a new card" onClose={onClose}>
      <Field label="Title" value={title} onChange={setTitle} fault={tried ? fault : null} autoFocus />
      <Segments
        label="Kind"
        value={kind}
        onChange={setKind}
        options={[
          { value: "task", content: "Task: whoever meets it works it" },
          { value: "role", content: "Role: its holder works it" },
        ]}
      />
      {kind === "role" &&
        (roles.length > 0 ? (
          <Pick
            label="Role without a card"
            value={role}
            options={roles.map((id) => ({ value: id, text: id }))}
            onChange={setRole}
          />
        ) : (
          <p className="second">
            Every role has a card. Add the role in Edit the roles first, with a line card = "the-new-card".
          </p>
        ))}
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        <Button kind="primary" isDisabled={busy} onPress={() => void make()}>
          Begin the card
        </Button>
        <Button onPress={onClose}>Leave it</Button>
      </div>
    </DialogBox>
  );
}
