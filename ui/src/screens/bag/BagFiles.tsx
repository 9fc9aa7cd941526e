import { Check, FolderOpen, ShieldQuestion } from "lucide-react";
import { useState } from "react";
import type { BagExported, BagImported, ChoiceKind, ContentView, KeysView } from "../../host";
import { Card, ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { Field, Tick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../state/clock";
import { useAct, useFrame, useSession, useView } from "../../state/session";
import { count, when } from "../../words/format";
import { DifferentFiles } from "./Difference";

/** A bag as one signed file: given away, taken in, and the keys that are trusted. */
export function BagFiles({ content }: { content: ContentView | null }) {
  const { view: keys } = useView("bag_keys", {});
  return (
    <Card title="Give the bag away, take one in">
      <div className="stack">
        <Export />
        <Import imported={content?.imported ?? false} local={content?.local ?? 0} />
        {keys && <Keys keys={keys} />}
      </div>
    </Card>
  );
}

function Export() {
  const { busy, error, run } = useAct();
  const [path, setPath] = useState("");
  const [made, setMade] = useState<BagExported | null>(null);
  const [tried, setTried] = useState(false);
  const fault = path.trim() === "" ? "Name the file." : null;
  const write = async () => {
    setTried(true);
    if (fault) return;
    setMade(await run("bag_export", { path: path.trim(), bag: "" }));
  };
  return (
    <section className="stack" aria-label="Give the bag away">
      <BagPath
        label="Write the bag in use to"
        kind="bag_to"
        value={path}
        onChange={setPath}
        fault={tried ? fault : null}
        hint="A file ending in .battlebag-bag is signed; any other name becomes a folder of plain texts."
      />
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        <Button isDisabled={busy} onPress={() => void write()}>
          Write the bag
        </Button>
      </div>
      {made && (
        <div className="file-made" role="status">
          <p className="row">
            <Icon of={Check} size={22} className="file-made-tick" /> <strong>{made.said}</strong>
          </p>
          <p className="recovery-file">{made.file}</p>
          {made.signature !== "" && (
            <>
              <p className="recovery-file">{made.signature}</p>
              <p className="second">Give both files. Read this key to whoever takes them in, by phone or in person:</p>
              <KeyText value={made.key} />
            </>
          )}
        </div>
      )}
    </section>
  );
}

/** Where a bag lies or goes: typed, or chosen in the window's own dialog. */
function BagPath({
  label,
  kind,
  value,
  onChange,
  fault,
  hint,
}: {
  label: string;
  kind: ChoiceKind;
  value: string;
  onChange: (path: string) => void;
  fault: string | null;
  hint: string;
}) {
  const { status } = useSession();
  const choosing = useAct();
  const choose = async () => {
    const chosen = await choosing.run("choose_files", { kind });
    if (chosen?.paths[0]) onChange(chosen.paths[0]);
  };
  return (
    <>
      <div className="row bag-folder">
        <Field className="grow" label={label} value={value} onChange={onChange} fault={fault} hint={hint} />
        {status?.can_choose_files && (
          <Button icon={FolderOpen} aria-label={`${label}: choose`} onPress={() => void choose()}>
            Choose
          </Button>
        )}
      </div>
      {choosing.error && <ErrorBox what={choosing.error.what} next={choosing.error.next} />}
    </>
  );
}

/** A key in groups of four, as it is read aloud. */
function KeyText({ value }: { value: string }) {
  return <p className="bag-key">{value.replace(/(.{4})/g, "$1 ").trim()}</p>;
}

function Import({ imported, local }: { imported: boolean; local: number }) {
  const { busy, error, run } = useAct();
  const [path, setPath] = useState("");
  const [looked, setLooked] = useState<BagImported | null>(null);
  const [taken, setTaken] = useState("");
  const [replace, setReplace] = useState(false);
  const [trusting, setTrusting] = useState(false);
  const [tried, setTried] = useState(false);
  const fault = path.trim() === "" ? "Name the file." : null;
  const look = async (of: string) => {
    setTaken("");
    setLooked(await run("bag_import", { path: of, dry_run: true, replace_local: replace }));
  };
  const take = async (of: string) => {
    const done = await run("bag_import", { path: of, dry_run: false, replace_local: replace });
    if (!done) return;
    setLooked(null);
    setTaken(done.said);
  };
  const [asked, setAsked] = useState("");
  return (
    <section className="stack bag-form" aria-label="Take a bag in">
      <BagPath
        label="Take a bag in from"
        kind="bag_file"
        value={path}
        onChange={setPath}
        fault={tried ? fault : null}
        hint="The .battlebag-bag file; its .minisig stands beside it. First it is only looked at."
      />
      {local > 0 && (
        <Tick isSelected={replace} onChange={setReplace}>
          Give up the {count(local, "file")} edited or written here
        </Tick>
      )}
      <div className="row">
        <Button
          isDisabled={busy}
          onPress={() => {
            setTried(true);
            if (fault) return;
            setAsked(path.trim());
            void look(path.trim());
          }}
        >
          Look at the file
        </Button>
        {imported && (
          <Button
            isDisabled={busy}
            onPress={() => {
              setAsked("shipped");
              void look("shipped");
            }}
          >
            Look at the bag of this program
          </Button>
        )}
      </div>
      {error && <ErrorBox what={error.what} kept="The bag in use stays in use." next={error.next} />}
      {taken !== "" && <Notice tone="plain">{taken}</Notice>}
      {looked && (
        <Looked
          bag={looked}
          busy={busy}
          onTrust={() => setTrusting(true)}
          onTake={() => void take(asked)}
          onLeave={() => setLooked(null)}
        />
      )}
      {looked && trusting && (
        <Trust
          keyText={looked.signer.key}
          says={looked.signer.says}
          onClose={(trusted) => {
            setTrusting(false);
            if (trusted) void look(asked);
          }}
        />
      )}
    </section>
  );
}

function Looked({
  bag,
  busy,
  onTrust,
  onTake,
  onLeave,
}: {
  bag: BagImported;
  busy: boolean;
  onTrust: () => void;
  onTake: () => void;
  onLeave: () => void;
}) {
  const { signer } = bag;
  return (
    <Card title={`Bag ${bag.version} (${bag.hash})`} level={3}>
      <div className="stack">
        {signer.trusted ? (
          <p className="row">
            <Icon of={Check} size={20} className="tick-green" /> Signed by {signer.name}
          </p>
        ) : (
          signer.id !== "" && (
            <p>
              <span className="semi">It says of itself, and nobody vouches for it:</span> {signer.says}
            </p>
          )
        )}
        {bag.why_not !== "" && <ErrorBox what="It cannot be taken yet." next={bag.why_not} />}
        {bag.faults.length > 0 && (
          <ul>
            {bag.faults.map((fault) => (
              <li key={`${fault.file} ${fault.line} ${fault.what}`} className="bag-fault">
                <span className="second bag-path">
                  {fault.severity}, {fault.file}, line {fault.line}
                </span>
                <p>{fault.what}</p>
              </li>
            ))}
          </ul>
        )}
        <p>{bag.said}</p>
        <DifferentFiles files={bag.files} />
        <div className="row">
          {!signer.trusted && signer.key !== "" && (
            <Button icon={ShieldQuestion} onPress={onTrust}>
              Trust this key…
            </Button>
          )}
          <Button kind="primary" isDisabled={busy || bag.why_not !== ""} onPress={onTake}>
            Take it for the next incident
          </Button>
          <Button onPress={onLeave}>Leave it</Button>
        </div>
      </div>
    </Card>
  );
}

function Trust({ keyText, says, onClose }: { keyText: string; says: string; onClose: (trusted: boolean) => void }) {
  const { busy, error, run } = useAct();
  const [name, setName] = useState("");
  const [because, setBecause] = useState("");
  const [tried, setTried] = useState(false);
  const nameFault = name.trim() === "" ? "Write whose key it is." : null;
  const becauseFault = because.trim() === "" ? "Write how you know: who read it to you, when, how." : null;
  const trust = async () => {
    setTried(true);
    if (nameFault || becauseFault) return;
    if (await run("bag_trust", { key: keyText, name: name.trim(), because: because.trim() })) onClose(true);
  };
  return (
    <DialogBox title="Trust this key?" onClose={() => onClose(false)}>
      <p>
        Ring whoever sent the bag, on a number that you know from elsewhere. Let them read their key to you, and compare
        every group:
      </p>
      <KeyText value={keyText} />
      <p className="second">The file says: {says}</p>
      <Field label="Whose key it is" value={name} onChange={setName} fault={tried ? nameFault : null} />
      <Field label="How you know" value={because} onChange={setBecause} fault={tried ? becauseFault : null} />
      {error && <ErrorBox what={error.what} kept="Nothing was changed." next={error.next} />}
      <div className="row">
        <Button kind="primary" isDisabled={busy} onPress={() => void trust()}>
          Trust the key
        </Button>
        <Button onPress={() => onClose(false)}>Leave it</Button>
      </div>
    </DialogBox>
  );
}

function Keys({ keys }: { keys: KeysView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [leaving, setLeaving] = useState<string | null>(null);
  if (keys.own === "" && keys.trusted.length === 0) return null;
  return (
    <section className="stack bag-form" aria-label="Keys">
      {keys.own !== "" && (
        <>
          <p className="semi">This home signs with</p>
          <KeyText value={keys.own} />
        </>
      )}
      {keys.trusted.length > 0 && <p className="semi">Bags signed by these are taken</p>}
      <ul>
        {keys.trusted.map((key) => (
          <li key={key.key} className="content-version">
            <div>
              <p className="strong">{key.name}</p>
              <p className="second">
                {key.by}, {when(key.at, zone, now)}: {key.because}
              </p>
              <KeyText value={key.key} />
            </div>
            <Button onPress={() => setLeaving(key.key)} aria-label={`No longer trust ${key.name}`}>
              No longer trust…
            </Button>
            {leaving === key.key && <Distrust keyText={key.key} name={key.name} onClose={() => setLeaving(null)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Distrust({ keyText, name, onClose }: { keyText: string; name: string; onClose: () => void }) {
  const { busy, error, run } = useAct();
  const [because, setBecause] = useState("");
  const [tried, setTried] = useState(false);
  const fault = because.trim() === "" ? "Say why. It is written in the log." : null;
  const act = async () => {
    setTried(true);
    if (fault) return;
    if (await run("bag_distrust", { key: keyText, name, because: because.trim() })) onClose();
  };
  return (
    <DialogBox title={`No longer trust ${name}?`} onClose={onClose}>
      <p>Bags signed with this key are not taken any more. One that was taken stays in use.</p>
      <Field label="Why" value={because} onChange={setBecause} fault={tried ? fault : null} />
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        <Button kind="primary" isDisabled={busy} onPress={() => void act()}>
          No longer trust it
        </Button>
        <Button onPress={onClose}>Leave it</Button>
      </div>
    </DialogBox>
  );
}
