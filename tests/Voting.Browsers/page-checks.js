() => {
  const violations = [];
  const visible = element => element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
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

  // What shows that something can be operated: 3 to 1 against what is around it.
  for (const element of document.querySelectorAll(".box, select, input[type=text], .mark-score")) {
    if (!visible(element)) continue;
    const ratio = contrast(rgba(getComputedStyle(element).borderTopColor), behind(element.parentElement));
    if (ratio < 3) violations.push(`Border contrast ${ratio.toFixed(2)} is below 3: ${element.outerHTML.slice(0, 120)}`);
  }

  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) violations.push(`The page is ${document.documentElement.scrollWidth} px wide and scrolls sideways.`);
  return violations;
}
