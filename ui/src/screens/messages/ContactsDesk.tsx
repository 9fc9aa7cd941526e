import { BookUser, CircleHelp, FileUp, FolderOpen, Hourglass, Pencil, PhoneCall, Plus } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ContactSortWord, ContactsTaken, ContactsView, ContactView } from "../../host";
import { Card, Empty, ErrorBox, Loading } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Segments, Tick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { ListActs } from "../../parts/ListActs";
import { Plate } from "../../parts/Plate";
import { useDraft } from "../../state/drafts";
import { useAct, useSession, useView } from "../../state/session";
import { birth } from "../../words/format";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";

const SORTS: readonly { value: ContactSortWord; content: string; many: string }[] = [
  { value: "person", content: "Person", many: "People" },
  { value: "place", content: "Place", many: "Places" },
  { value: "supplier", content: "Supplier", many: "Suppliers" },
  { value: "neighbour", content: "Neighbour", many: "Neighbours" },
];

/** The contact book: whom to ring, call on the radio or walk to, without a directory server. */
export function ContactsDesk({ looked }: { looked: string }) {
  const { view, error, reload } = useView("contacts", {});
  if (error)
    return (
      <ErrorBox what={error.what} next={error.next}>
        <Button onPress={reload}>Read again</Button>
      </ErrorBox>
    );
  if (!view) return <Loading what="Reading the contact book." />;
  return <Book view={view} looked={looked} />;
}

function Book({ view, looked }: { view: ContactsView; looked: string }) {
  const [changing, setChanging] = useState<ContactView | null>(null);
  const [taking, setTaking] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the one that Find led to
  useEffect(() => {
    if (looked === "") return;
    const found = [...(list.current?.querySelectorAll<HTMLElement>("[data-contact]") ?? [])];
    const one = found.find((each) => each.dataset["contact"] === looked);
    one?.scrollIntoView({ block: "center" });
    one?.focus();
  }, []);
  return (
    <div className="messages-split" ref={list}>
      {taking ? (
        <Card title="Contacts from a file">
          <TakeIn onBack={() => setTaking(false)} />
        </Card>
      ) : (
        <Card title={changing ? `Change ${changing.name}` : "Add a contact"} className="messages-write">
          <ContactForm key={changing?.key ?? "new"} was={changing} onDone={() => setChanging(null)} />
        </Card>
      )}
      <Card title="Contact book" aside={`${view.contacts.length} in it, ${view.stale} to be tried again`} flush>
        {view.contacts.length === 0 && (
          <div className="messages-foot">
            <Empty
              title="The contact book is empty"
              acts={
                <Button icon={FileUp} onPress={() => setTaking(true)}>
                  Take them from a CSV file…
                </Button>
              }
            >
              The hospital's own directory may be down. Add whom you will need, and print the book.
            </Empty>
          </div>
        )}
        {SORTS.map((sort) => {
          const these = view.contacts.filter((one) => one.sort === sort.value);
          if (these.length === 0) return null;
          return (
            <section key={sort.value} aria-label={sort.many}>
              <h3 className="message-one">{sort.many}</h3>
              <ul>
                {these.map((one) => (
                  <Contact
                    key={one.key}
                    one={one}
                    isLooked={one.key === looked}
                    onChange={() => {
                      setTaking(false);
                      setChanging(one);
                    }}
                  />
                ))}
              </ul>
            </section>
          );
        })}
        <ListActs list="contacts">
          {changing && (
            <Button icon={Plus} onPress={() => setChanging(null)}>
              Add a contact
            </Button>
          )}
          <Button icon={FileUp} onPress={() => setTaking((on) => !on)}>
            {taking ? "Add by hand" : "From a CSV file…"}
          </Button>
        </ListActs>
      </Card>
    </div>
  );
}

function Contact({ one, isLooked, onChange }: { one: ContactView; isLooked: boolean; onChange: () => void }) {
  const { busy, error, run } = useAct();
  const [going, setGoing] = useState(false);
  const ways: readonly [string, string][] = [
    ["phone", one.phone],
    ["or", one.other_phone],
    ["radio or bleep", one.radio],
    ["room", one.room],
  ];
  return (
    <li className="message-one" data-contact={one.key} tabIndex={isLooked ? -1 : undefined}>
      <div className="message-line">
        <div className="grow">
          <p className="semi">
            <Icon of={BookUser} size={20} /> {one.name}
            {one.what_for !== "" && <span className="second"> {one.what_for}</span>}
          </p>
          <p>
            {ways
              .filter(([, way]) => way !== "")
              .map(([word, way]) => `${word} ${way}`)
              .join(" · ")}
          </p>
          {one.note !== "" && <p className="second">{one.note}</p>}
          {one.verified_on !== "" && (
            <p className="second">
              tried {birth(one.verified_on)} by {one.verified_by}
            </p>
          )}
        </div>
        <div className="message-plates">
          {one.stale && (
            <Plate tone="unknown" icon={one.verified_on === "" ? CircleHelp : Hourglass}>
              {one.verified_on === "" ? "Never tried" : "Tried over half a year ago"}
            </Plate>
          )}
        </div>
      </div>
      <div className="row">
        <Button
          icon={PhoneCall}
          isDisabled={busy}
          aria-label={`Tried and reached today: ${one.name}`}
          onPress={() => void run("contact_verify", { key: one.key })}
        >
          Tried, reached
        </Button>
        <Button icon={Pencil} aria-label={`Change ${one.name}`} onPress={onChange}>
          Change…
        </Button>
        {going ? (
          <>
            <Button
              isDisabled={busy}
              aria-label={`Take ${one.name} out`}
              onPress={() => void run("contact_remove", { key: one.key })}
            >
              Take it out now
            </Button>
            <Button onPress={() => setGoing(false)}>Keep it</Button>
          </>
        ) : (
          <Button aria-label={`Take ${one.name} out…`} onPress={() => setGoing(true)}>
            Take out…
          </Button>
        )}
      </div>
      {error && <ErrorBox what={error.what} next={error.next} />}
    </li>
  );
}

function ContactForm({ was, onDone }: { was: ContactView | null; onDone: () => void }) {
  const base = useMemo(
    () => ({
      sort: was?.sort ?? ("place" as ContactSortWord),
      name: was?.name ?? "",
      what_for: was?.what_for ?? "",
      phone: was?.phone ?? "",
      other_phone: was?.other_phone ?? "",
      radio: was?.radio ?? "",
      room: was?.room ?? "",
      note: was?.note ?? "",
      verified: false,
    }),
    [was],
  );
  const writing = useWriting(was ? `messages.contact.${was.key}` : "messages.contact", base, "name");
  const { fields, set } = writing;
  const ways = [fields.phone, fields.other_phone, fields.radio, fields.room].join("");
  return (
    <WritingForm
      label={was ? `Change ${was.name}` : "Add a contact"}
      writing={writing}
      faults={{
        name: needed(fields.name, "Write the name."),
        phone: needed(ways, "Give a phone, a radio channel or a room."),
      }}
      cmd="contact_put"
      request={() => ({ ...fields, key: was?.key ?? "" })}
      sign={was ? "Change the contact" : "Add the contact"}
      onSigned={onDone}
      acts={was && <Button onPress={onDone}>Back</Button>}
    >
      {(say) => (
        <>
          <Segments
            className="writing-wide"
            label="What it is"
            hideLabel
            value={fields.sort}
            onChange={(sort) => set("sort", sort)}
            options={SORTS}
          />
          <Field label="Name" value={fields.name} onChange={(words) => set("name", words)} fault={say("name")} />
          <Field label="What for" value={fields.what_for} onChange={(words) => set("what_for", words)} />
          <Field label="Phone" value={fields.phone} onChange={(words) => set("phone", words)} fault={say("phone")} />
          <Field label="Another phone" value={fields.other_phone} onChange={(words) => set("other_phone", words)} />
          <Field label="Radio or bleep" value={fields.radio} onChange={(words) => set("radio", words)} />
          <Field label="Room" aside="(for a runner)" value={fields.room} onChange={(words) => set("room", words)} />
          <Field className="writing-wide" label="Note" value={fields.note} onChange={(words) => set("note", words)} />
          <div className="writing-wide">
            <Tick isSelected={fields.verified} onChange={(on) => set("verified", on)}>
              I tried it today and reached it
            </Tick>
          </div>
        </>
      )}
    </WritingForm>
  );
}

function TakeIn({ onBack }: { onBack: () => void }) {
  const { status } = useSession();
  const choosing = useAct();
  const { busy, error, clear, run } = useAct();
  const path = useDraft("messages.contacts.path");
  const [replace, setReplace] = useState(false);
  const [found, setFound] = useState<ContactsTaken | null>(null);
  const [made, setMade] = useState("");
  const file = path.text.trim();
  const isSound = found !== null && !found.taken && !found.faults.some((each) => each.error);
  const set = (next: string) => {
    path.set(next);
    setFound(null);
    clear();
  };
  const choose = async () => {
    const chosen = await choosing.run("choose_files", { kind: "register_file" });
    if (chosen?.paths[0]) set(chosen.paths[0]);
  };
  const read = async (dryRun: boolean) => {
    if (file === "") return;
    const answer = await run("contacts_import", { path: file, replace, dry_run: dryRun });
    setFound(answer);
    if (answer?.taken) await path.saved();
  };
  const template = async () => {
    const written = await run("contacts_template", { path: "" });
    if (written) setMade(written.file);
  };
  return (
    <form
      className="stack"
      aria-label="Contacts from a file"
      onSubmit={(event) => {
        event.preventDefault();
        void read(true);
      }}
      noValidate
    >
      <Field
        label="File"
        value={path.text}
        onChange={set}
        hint="A table (.csv), for example /media/usb/contacts.csv. It is taken whole or not at all."
      />
      {status?.can_choose_files && (
        <div className="row">
          <Button icon={FolderOpen} onPress={() => void choose()}>
            Choose
          </Button>
        </div>
      )}
      <Tick
        isSelected={replace}
        onChange={(on) => {
          setReplace(on);
          setFound(null);
        }}
      >
        Contacts that are not in the file go
      </Tick>
      {choosing.error && <ErrorBox what={choosing.error.what} next={choosing.error.next} />}
      {error && <ErrorBox what={error.what} kept="The contact book is as it was." next={error.next} />}
      {found && (
        <section className="stack stack-8" aria-label="What the file says" role="status">
          <p className="strong">{found.said}</p>
          {found.faults.length > 0 && (
            <table className="rows-table">
              <caption className="visually-hidden">To mend in the file</caption>
              <thead>
                <tr>
                  <th scope="col">Line</th>
                  <th scope="col">Column</th>
                  <th scope="col">What is wrong</th>
                </tr>
              </thead>
              <tbody>
                {found.faults.map((fault) => (
                  <tr key={`${fault.line} ${fault.field} ${fault.what}`}>
                    <td>{fault.line === 0 ? "all" : fault.line}</td>
                    <td>{fault.field === "" ? "the line" : fault.field}</td>
                    <td>{fault.what}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      )}
      <div className="row">
        <Button kind={isSound ? "secondary" : "primary"} type="submit" isDisabled={busy || file === ""}>
          Check the file
        </Button>
        {isSound && (
          <Button kind="primary" isDisabled={busy} onPress={() => void read(false)}>
            Take them in
          </Button>
        )}
        <Button isDisabled={busy} onPress={() => void template()}>
          Make an empty table
        </Button>
        <Button onPress={onBack}>Back</Button>
      </div>
      {made !== "" && (
        <p role="status" className="second">
          Made: {made}
        </p>
      )}
    </form>
  );
}
