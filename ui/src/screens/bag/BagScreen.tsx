import { OctagonAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { BagView, ContentText, OwnPaperView } from "../../host";
import { Card, ErrorBox, Loading, Notice, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Plate } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { type Answer, useAct, useFrame, useView } from "../../state/session";
import { when } from "../../words/format";
import { Backups } from "./Backups";
import { BagFiles } from "./BagFiles";
import { CardEditor } from "./CardEditor";
import { ContentList, ContentNotices } from "./ContentList";
import { NewCardDialog } from "./NewCardDialog";
import { Numbers } from "./Numbers";
import { OwnEditor } from "./OwnEditor";
import { OwnPaperList } from "./OwnPaper";
import { People } from "./People";
import { Recovery } from "./Recovery";
import "./bag.css";
import "./content.css";

/** A text that is open in the editor. */
type Open = { path: string; fresh: ContentText | null };

/**
 * Who can open the home and what keeps it: people, recovery code, backups. Beside them what is in the bag: the check of
 * the real one on the shelf, version, hash, approval, faults. Under them its cards and the hospital's own paper, edited here.
 */
export function BagScreen() {
  const [open, setOpen] = useState<Open | null>(null);
  const [ownPath, setOwnPath] = useState<string | null>(null);
  const own = useView("own_paper", {});
  return (
    <div className="bag">
      {ownPath && own.view ? (
        <OwnEditor path={ownPath} own={own.view} onClose={() => setOwnPath(null)} />
      ) : open ? (
        <CardEditor path={open.path} fresh={open.fresh} onClose={() => setOpen(null)} />
      ) : (
        <Whole own={own} onOpen={setOpen} onOwn={setOwnPath} />
      )}
    </div>
  );
}

function Whole({
  own,
  onOpen,
  onOwn,
}: {
  own: Answer<OwnPaperView>;
  onOpen: (open: Open) => void;
  onOwn: (path: string) => void;
}) {
  const { view, error, reload } = useView("bag", {});
  const content = useView("content", {});
  const people = useView("people", {});
  const [asksNew, setAsksNew] = useState(false);
  return (
    <>
      <TitleRow
        title="Bag"
        fact={view ? `${view.title} · version ${view.version} · ${view.hash}` : "Opening the bag"}
      />
      {error && (
        <ErrorBox what={error.what} kept={view ? "What is below was read before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {content.view && <ContentNotices view={content.view} />}
      <div className="bag-split">
        <div className="stack">
          <People people={people} />
          <Recovery people={people} />
          <Backups />
        </div>
        <div className="stack">
          {!view && !error && <Loading what="Opening the bag." />}
          {view && <BagBody view={view} />}
          <BagFiles content={content.view} />
        </div>
      </div>
      <ContentList content={content} onEdit={(path) => onOpen({ path, fresh: null })} onNew={() => setAsksNew(true)} />
      <OwnPaperList own={own} onEdit={onOwn} />
      {asksNew && (
        <NewCardDialog
          roles={content.view?.roles_without_card ?? []}
          onMade={(fresh) => onOpen({ path: fresh.path, fresh })}
          onClose={() => setAsksNew(false)}
        />
      )}
      <Numbers />
    </>
  );
}

function BagBody({ view }: { view: BagView }) {
  const facts: [string, string][] = [
    ["Title", view.title],
    ["Version", view.version],
    ["Content hash", view.hash],
    ["Approved by", view.approved_by === "" ? "nobody here: clinical content not locally approved" : view.approved_by],
    ["Cards", String(view.cards.length)],
    ["Roles", String(view.roles)],
    ["Systems", String(view.systems)],
    ["Dependence profiles", String(view.profiles)],
    ["Other ways", String(view.fallbacks)],
  ];
  return (
    <>
      <Shelf view={view} />
      {view.approved_by === "" && (
        <Notice>
          <strong>Clinical content not locally approved.</strong> Every list and sheet says so until a clinical safety
          officer and the specialty leads sign it.
        </Notice>
      )}
      <Card title="What is in it" flush>
        <dl className="bag-facts">
          {facts.map(([word, value]) => (
            <div key={word}>
              <dt className="semi">{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <Words view={view} />
      <Faults view={view} />
    </>
  );
}

const WORDS = {
  uk: { says: "UK words: strategic, tactical and operational command.", other: "us", press: "Use US words" },
  us: { says: "US words: a hospital incident command system (HICS).", other: "uk", press: "Use UK words" },
} as const;

/** Whose words cards and roles say. */
function Words({ view }: { view: BagView }) {
  const { busy, error, run } = useAct();
  const words = view.vocabulary === "us" ? WORDS.us : WORDS.uk;
  return (
    <Card title="Words of cards and roles">
      <div className="stack">
        <p>{words.says}</p>
        <p className="second">Another choice counts from the next incident; one that runs keeps its words.</p>
        {error && <ErrorBox what={error.what} kept="The words are as they were." next={error.next} />}
        <div className="row">
          <Button isDisabled={busy} onPress={() => void run("bag_words", { vocabulary: words.other })}>
            {words.press}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Shelf({ view }: { view: BagView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const { busy, error, run } = useAct();
  return (
    <Card title="The bag on the shelf">
      <div className="stack">
        <p>
          {view.checked_until
            ? `Checked by hand; what is in it counts until ${when(view.checked_until, zone, now)}.`
            : "Nobody has recorded a check. Until somebody does, nothing in the bag is counted as another way."}
        </p>
        {error && <ErrorBox what={error.what} next={error.next} />}
        <div className="row">
          <Button isDisabled={busy} onPress={() => void run("bag_checked", { valid_days: 0 })}>
            I have checked the bag
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Faults({ view }: { view: BagView }) {
  return (
    <Card title="Faults in the content" aside={view.faults.length} flush>
      {view.faults.length === 0 ? (
        <p className="loading">The check found none.</p>
      ) : (
        <ul>
          {view.faults.map((fault) => (
            <li key={`${fault.file} ${fault.line} ${fault.what}`} className="bag-fault">
              <p className="row">
                {fault.severity === "error" ? (
                  <Plate tone="red-outline" icon={OctagonAlert}>
                    Error
                  </Plate>
                ) : (
                  <Plate tone="amber" icon={TriangleAlert}>
                    Look
                  </Plate>
                )}
                <span className="second bag-path">
                  {fault.file}, line {fault.line}
                </span>
              </p>
              <p>{fault.what}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
