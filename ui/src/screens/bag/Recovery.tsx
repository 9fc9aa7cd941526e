import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { PeopleView } from "../../host";
import { Card, ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { RecoveryCodeForm } from "../../parts/RecoveryCode";
import { useGlassAct } from "../../state/glass";
import type { Answer } from "../../state/session";
import { KeyDialog } from "./KeyDialog";

/** The code in the sealed envelope: whether it was used, and a new one. */
export function Recovery({ people }: { people: Answer<PeopleView> }) {
  const [open, setOpen] = useState(false);
  const used = people.view?.recovery_used ?? "";
  return (
    <Card title="Recovery code">
      <div className="stack">
        {used === "" ? (
          <p>
            It lies in the sealed envelope and opens the home when every passphrase is lost. It cannot be shown again.
            If the envelope is open or gone, make a new one.
          </p>
        ) : (
          <Notice>
            <strong>The sealed recovery code was opened.</strong> {used}. Whoever read it can open this home until a new
            code is made.
          </Notice>
        )}
        <div className="row">
          <Button kind={used === "" ? "secondary" : "primary"} icon={KeyRound} onPress={() => setOpen(true)}>
            Make a new recovery code
          </Button>
        </div>
      </div>
      {open && (
        <RenewDialog
          onClose={() => {
            setOpen(false);
            people.reload();
          }}
        />
      )}
    </Card>
  );
}

function RenewDialog({ onClose }: { onClose: () => void }) {
  const { busy, error, run, glass } = useGlassAct();
  const [code, setCode] = useState<string | null>(null);
  const renew = async () => {
    const changed = await run("recovery_renew", (break_glass) => ({ break_glass }));
    if (changed) setCode(changed.recovery_code);
  };
  if (code !== null)
    return (
      <KeyDialog title="Put the new recovery code on paper" onClose={null}>
        <p>It is shown once. The old code opens nothing: take the old envelope away and destroy it.</p>
        <RecoveryCodeForm code={code} done="It is on paper" onSealed={onClose} />
      </KeyDialog>
    );
  return (
    <KeyDialog title="Make a new recovery code?" glass={glass} does="make a new recovery code" onClose={onClose}>
      <p>
        <strong>Have pen and paper here.</strong> The new code is shown once, and from that moment the old envelope
        opens nothing. Everybody's passphrase stays as it is.
      </p>
      {error && <ErrorBox what={error.what} kept="The old code still counts." next={error.next} />}
      <div className="row">
        <Button kind="primary" isDisabled={busy} onPress={() => void renew()}>
          {busy ? "Making it" : "Make and show the new code"}
        </Button>
        <Button onPress={onClose}>Leave the old one</Button>
      </div>
    </KeyDialog>
  );
}
