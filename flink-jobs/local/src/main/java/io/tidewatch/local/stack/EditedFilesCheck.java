package io.tidewatch.local.stack;

import io.tidewatch.job.notify.NotifySettings;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at the files that people edit: what is wrong, what this version does not apply, and who can be notified. */
final class EditedFilesCheck {
    private final Configuration settings;
    private final Findings findings;

    EditedFilesCheck(Configuration settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    /** Reads them together as {@code up} does. */
    void run() {
        StackFiles files;
        try {
            files = StackFiles.unchecked(settings);
        } catch (IOException | CommandFailedException e) {
            findings.fail("files", "cannot read " + e.getMessage());
            return;
        }
        Problems problems = files.problems();
        problems.list().stream().filter(p -> !p.warning()).forEach(p -> findings.fail("files", p.toString()));
        if (!problems.hasErrors()) {
            findings.ok(
                    "files",
                    "no error in " + files.rules().size() + " of rules, "
                            + files.taxonomy().size() + " of the taxonomy, "
                            + files.calendar().size() + " of the calendar and "
                            + settings.path(Option.NOTIFY_FILE));
            receivers(files.notifySettings(settings));
            links(files);
        }
        files.taxonomyWarnings().forEach(w -> findings.warn("taxonomy", w));
        notApplied(problems.list());
    }

    /** Each field once, however often it is there. */
    private void notApplied(List<Problem> problems) {
        Map<String, List<Problem>> byField = new LinkedHashMap<>();
        for (Problem p : problems) {
            if (p.isNotApplied()) {
                String field = p.path().replaceAll("\\[[0-9]+\\]", "");
                byField.computeIfAbsent(
                                p.file() + " " + field.substring(field.lastIndexOf('.') + 1), f -> new ArrayList<>())
                        .add(p);
            }
        }
        byField.values()
                .forEach(all -> findings.warn(
                        "not applied",
                        all.get(0).file() + ":" + all.get(0).line() + ": "
                                + all.get(0).path()
                                + (all.size() > 1 ? " and " + (all.size() - 1) + " more like it" : "") + ": "
                                + Problem.NOT_APPLIED));
    }

    private void receivers(NotifySettings notify) {
        try {
            notify.check();
            findings.ok(
                    "receivers",
                    notify.config().receivers().size() + ": this version sends by each of their channels, and their"
                            + " secrets can be read");
        } catch (IllegalArgumentException e) {
            String.valueOf(e.getMessage()).lines().forEach(l -> findings.fail("receivers", l));
        }
    }

    private void links(StackFiles files) {
        String url = files.publicUrl(settings);
        String own = Option.PUBLIC_URL.key() + " of the configuration";
        if (url == null) {
            findings.warn("links", "left out of pushes: set " + own + " to where people reach the wall");
        } else if (settings.isSet(Option.PUBLIC_URL) && isSame(url, settings.text(Option.PUBLIC_URL))) {
            findings.ok("links", "in pushes begin with " + url + ", by " + own);
        } else {
            findings.ok(
                    "links",
                    "in pushes begin with " + url + ", by " + Option.PUBLIC_URL.key() + " of " + files.notifyName()
                            + (settings.isSet(Option.PUBLIC_URL) ? ", which goes before " + own : ""));
        }
    }

    private static boolean isSame(String url, String other) {
        return url.equals(other) || (url + "/").equals(other);
    }
}
