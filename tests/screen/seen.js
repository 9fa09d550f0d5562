// What is to be seen of an item and those in it: texts as Qt set them, and rectangles with where
// they are. A text names the rectangles that it stands in by their places in the list.
(function (root) {
    const texts = [], shapes = [];

    function place(item) {
        const at = item.mapToItem(null, 0, 0, item.width, item.height);
        return [at.x, at.y, at.width, at.height];
    }

    function walk(item, within, foot) {
        if (!item.visible || item.opacity <= 0)
            return;
        foot = foot || String(item).startsWith("Footer_");
        if (item.textFormat !== undefined) {
            if (item.text !== "")
                texts.push({
                    text: item.text,
                    place: place(item),
                    width_px: item.contentWidth,
                    pitch_px: item.lineHeight,
                    size_px: item.font.pixelSize,
                    bold: item.font.bold,
                    color: String(item.color),
                    truncated: item.truncated,
                    text_format: item.textFormat,
                    alignment: item.horizontalAlignment,
                    foot: foot,
                    within: within
                });
        } else if (item.radius !== undefined) {
            within = within.concat([shapes.length]);
            shapes.push({
                name: item.objectName,
                place: place(item),
                shades: item.gradient !== undefined && item.gradient !== null
            });
        }
        for (const child of item.children)
            walk(child, within, foot);
    }

    walk(root, [], false);
    return JSON.stringify({ texts: texts, shapes: shapes });
})
