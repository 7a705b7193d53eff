() => {
  const faults = [];
  const visible = element => element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) && element.getBoundingClientRect().width > 1;

  // Structure
  if (!document.title.trim()) faults.push("The page has no title.");
  if (!document.documentElement.lang) faults.push("The page does not say its language.");
  if (document.querySelectorAll("h1").length !== 1) faults.push("The page has not exactly one h1.");
  if (document.querySelectorAll("main").length !== 1) faults.push("The page has not exactly one main.");
  const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) faults.push(`Id ${id} is used twice.`);
  for (const attribute of ["aria-describedby", "aria-labelledby"]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      for (const id of element.getAttribute(attribute).split(" ")) {
        if (!document.getElementById(id)) faults.push(`${attribute} names ${id}, which is not there.`);
      }
    }
  }

  // Names and target sizes
  for (const control of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")) {
    if (!visible(control)) continue;
    const name = control.getAttribute("aria-label") ?? [...(control.labels ?? [])].map(label => label.textContent).join(" ") + control.textContent;
    if (!name.trim()) faults.push(`No name: ${control.outerHTML.slice(0, 120)}`);
    const box = control.getBoundingClientRect();
    const inSentence = control.matches("a") && getComputedStyle(control).display === "inline";
    const hidden = control.matches(".skip");
    if (!inSentence && !hidden && (box.width < 24 || box.height < 24)) faults.push(`Too small to hit (${box.width} by ${box.height}): ${control.outerHTML.slice(0, 120)}`);
  }

  // Contrast
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba(getComputedStyle(document.documentElement).backgroundColor || "white");
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    if (visible(element) && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim())) {
      const size = parseFloat(style.fontSize);
      const least = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700) ? 3 : 4.5;
      const ratio = contrast(rgba(style.color), behind(element));
      if (ratio < least) faults.push(`Contrast ${ratio.toFixed(2)} is below ${least}: ${element.outerHTML.slice(0, 120)}`);
    }
    // What shows that something can be operated: 3 to 1 against what is around it.
    if (visible(element) && element.matches(".box, select, input[type=number], .mark-score")) {
      const ratio = contrast(rgba(style.borderTopColor), behind(element.parentElement));
      if (ratio < 3) faults.push(`Border contrast ${ratio.toFixed(2)} is below 3: ${element.outerHTML.slice(0, 120)}`);
    }
  }

  // Reflow
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push(`The page is ${document.documentElement.scrollWidth} px wide and scrolls sideways.`);
  return faults;
}
