/** Small made-up feeds: fictional people, NHS numbers that begin with 999. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer as createWebServer } from "node:http";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const HEAD =
  "hospital_number,nhs_number,family_name,given_name,birth_date,sex,ward,bay,bed,allergies,weight_kg,snapshot_at";

/** Check digit of modulus 11; null where there is none. */
function checked(nine) {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? null : `${nine}${check}`;
}

/** The n-th valid NHS number from 999 000 000. */
export function nhs(n) {
  let found = -1;
  for (let tail = 0; ; tail += 1) {
    const number = checked(`999${String(tail).padStart(6, "0")}`);
    if (number !== null) found += 1;
    if (found === n) return number;
  }
}

/** Writes a table as CSV into its own folder and says where. */
function written(name, head, rows) {
  const file = join(mkdtempSync(join(tmpdir(), "battlebag-feed-")), name);
  const lines = rows.map((row) => row.map((cell) => `"${cell}"`).join(","));
  writeFileSync(file, [head, ...lines, ""].join("\n"));
  return file;
}

/** Writes a list of beds and says where. */
export function bedList(name, rows, at) {
  return written(
    name,
    HEAD,
    rows.map((row) => [...row, at.toISOString()]),
  );
}

/** A ward's own list, as its clerk keeps it: columns that nobody has seen before. */
export function ownList() {
  return written("night board.csv", "Stn/Bett,Pt,Identifier,Geb.,Vermerk,Kilo", [
    ["AMU Bay 2 Bed 4", "OKAFOR, Grace", nhs(1), "02.07.1951", "none", "60"],
    ["AMU Bay 2 Bed 5", "OYELARAN-WHITCOMBE, Oluwadamilola", nhs(3), "09.03.1948", "Penicillin", "seventy"],
    ["AMU Side room 1", "CASTELLANOS-MURPHY, Ines", nhs(2), "30.01.1939", "", "55,5"],
  ]);
}

/** A ward of people, some without a bed, a number or a weight; two in one bed; one row that is no person. */
export function ward({ people, okaforBed }) {
  const rows = Array.from({ length: people }, (_, i) => [
    `H${1000 + i}`,
    i % 7 === 0 ? "" : nhs(i + 10),
    i === 3 ? "Oyelaran-Whitcombe" : `Achterberg${i}`,
    i === 3 ? "Oluwadamilola" : "Margaret",
    i % 5 === 0 ? "" : "1948-03-09",
    i % 2 === 0 ? "F" : "M",
    i < people / 2 ? "AMU" : "Renal",
    "",
    i % 9 === 0 ? "" : String(i + 1).padStart(2, "0"),
    i % 4 === 0 ? "" : i % 4 === 1 ? "none" : "Penicillin: rash",
    i % 3 === 0 ? "" : "71.5",
  ]);
  rows.push(["H2001", nhs(1), "Okafor", "Grace", "1951-07-02", "F", "AMU", "", okaforBed, "none", "60"]);
  rows.push(["H2002", nhs(2), "Castellanos-Murphy", "Ines", "1939-01-30", "F", "AMU", "", okaforBed, "", "55"]);
  return rows;
}

/** A folder that a patient system writes its list into. */
export function watchedFolder(list) {
  return dirname(bedList("from the patient system.csv", ward(list), new Date()));
}

/** A port of this machine that nobody listens at. */
export function freePort() {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** An admission as an HL7 version 2 message. */
export function admission(id, at) {
  const time = at.toISOString().replace(/\D/g, "").slice(0, 14);
  return [
    `MSH|^~\\&|PAS|EXAMPLE|BB|BB|${time}+0000||ADT^A01|${id}|P|2.4`,
    `EVN|A01|${time}+0000`,
    "PID|1||H9001^^^EXAMPLE^MR||Ferreira-Lindqvist^Tomasina||19440512|F",
    `PV1|1|I|AMU^^99^EXAMPLE||||||||||||||||V9001|||||||||||||||||||||||||${time}+0000`,
  ].join("\r");
}

/** Sends one message as an interface engine does (MLLP), and gives the code of its acknowledgement. */
export function sendMllp(port, message) {
  return new Promise((answered, failed) => {
    const line = connect(port, "127.0.0.1", () => line.write(`\x0b${message}\r\x1c\r`));
    let said = "";
    line.setTimeout(10_000, () => failed(new Error("the listener did not answer")));
    line.once("error", failed);
    line.on("data", (bytes) => {
      said += bytes.toString("utf8");
      if (!said.includes("\x1c")) return;
      line.end();
      answered(said.match(/MSA\|(\w+)/)?.[1] ?? "none");
    });
  });
}

/** What a FHIR server of this machine knows: one patient in a bed, whose ward stands above the bed. */
function known(question) {
  const patient = {
    resourceType: "Patient",
    id: "ada",
    identifier: [{ system: "https://fhir.nhs.uk/Id/nhs-number", value: nhs(5) }],
    name: [{ family: "Brandvold-Eze", given: ["Ada"] }],
    birthDate: "1938-12-24",
  };
  const about = { subject: { reference: "Patient/ada" } };
  const all = {
    Encounter: [
      {
        resourceType: "Encounter",
        id: "e1",
        status: "in-progress",
        class: { code: "IMP" },
        ...about,
        period: { start: new Date(Date.now() - 3_600_000).toISOString() },
        location: [{ location: { reference: "Location/b9" } }],
      },
      patient,
      {
        resourceType: "Location",
        id: "b9",
        name: "9",
        physicalType: { coding: [{ code: "bd" }] },
        partOf: { reference: "Location/renal" },
      },
    ],
    Location: [{ resourceType: "Location", id: "renal", name: "Renal", physicalType: { coding: [{ code: "wa" }] } }],
    AllergyIntolerance: [
      { resourceType: "AllergyIntolerance", patient: about.subject, code: { text: "Chlorhexidine" } },
    ],
  };
  return all[question] ?? [];
}

/** A FHIR server without bulk export; `close` ends it. */
export function fhirServer() {
  const server = createWebServer((request, answer) => {
    const what = (request.url ?? "").split("?")[0].replace("/fhir/", "");
    const resources = known(what);
    answer.setHeader("Content-Type", "application/fhir+json");
    if (what.startsWith("$")) answer.statusCode = 404;
    answer.end(
      JSON.stringify({
        resourceType: "Bundle",
        type: "searchset",
        entry: resources.map((resource) => ({ resource })),
      }),
    );
  });
  return new Promise((ready) => {
    server.listen(0, "127.0.0.1", () => {
      const close = () =>
        new Promise((closed) => {
          server.close(closed);
          server.closeAllConnections();
        });
      ready({ address: `http://127.0.0.1:${server.address().port}/fhir`, close });
    });
  });
}
