/** The room's board: read at 4 m, so nothing under 42 px, nothing cut off at the foot, and no name of anybody. */
export async function wallWalk(walk) {
  const { page } = walk;
  await walk.go("patients");
  await walk.sees("names to look for", page.locator(".patient-name .semi"));
  const families = await page.locator(".patient-name .semi").allTextContents();
  await walk.go("now");
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.keyboard.press("F11");
  const wall = page.locator(".wall");
  await walk.sees("the clock of the incident", wall.getByText(/^T\+00:/));
  for (const title of ["Wards", "Short of", "Do not believe, or down", "Last entries", "Due", "Nobody holds"])
    await walk.sees(`${title} on the wall`, wall.getByRole("heading", { name: new RegExp(`^${title}`) }));
  await walk.sees("what must not be believed", wall.locator(".wall-row", { hasText: /Blood gas analyser/ }));
  await walk.sees("the next SitRep", wall.locator(".wall-row", { hasText: /^SitRep/ }));
  await walk.sees("what the law asks for", wall.locator(".wall-row", { hasText: /^Law: / }));
  for (const [name, width, height] of [
    ["wall", 1920, 1080],
    ["wall-1366", 1366, 768],
  ]) {
    await page.setViewportSize({ width, height });
    await walk.isSound(name);
    const { small, cut } = await page.evaluate(measured);
    walk.holds(`${name}: ${small.join(", ")} under 42 px`, small.length === 0);
    walk.holds(`${name}: rows cut off at the foot: ${cut.join(", ")}`, cut.length === 0);
  }
  const words = (await wall.textContent()) ?? "";
  walk.holds(
    "the wall names no patient",
    families.length > 2 &&
      families.every((name) => !words.toLowerCase().includes(name.toLowerCase().replace(/,$/, ""))),
  );
  walk.holds("nor a colleague", !/Castellanos|Chonchúir|Achterberg|Featherstonehaugh/.test(words));
  await page.keyboard.press("d");
  walk.holds("no key acts on the wall", (await wall.count()) === 1);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1440, height: 900 });
  await walk.sees("Esc leaves the wall", page.getByRole("heading", { name: "Now", level: 1 }));
}

/** In the page: words under 42 px, and rows that reach past the columns. */
function measured() {
  const isSeen = (element) => element.closest(".visually-hidden, svg, .exercise-band") === null;
  const leaves = [...document.querySelectorAll(".wall *")].filter(
    (element) => element.childElementCount === 0 && element.textContent.trim() !== "" && isSeen(element),
  );
  const foot = document.querySelector(".wall-columns").getBoundingClientRect().bottom;
  const rows = [...document.querySelectorAll(".wall-row")];
  return {
    small: leaves
      .filter((leaf) => Number.parseFloat(getComputedStyle(leaf).fontSize) < 42)
      .map((leaf) => leaf.textContent),
    cut: rows.filter((row) => row.getBoundingClientRect().bottom > foot + 1).map((row) => row.textContent),
  };
}
