/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation with files that a reader copies: tests use what stands there, so it works.
 *
 * @param text the page
 */
public record Recipe(String text) {

    private static final Pattern INDENTED = Pattern.compile("(?m)^(?: {4}.*\\S.*(?:\\n|\\z))+");
    private static final Pattern SHELL =
            Pattern.compile("(?:curl|kcadm\\.sh|openssl|echo) |\\w+=(?!\\w+&)|\\w+\\(\\) \\{");
    private static final Pattern ANSWER = Pattern.compile("\\{\"");

    /** A page of the folder {@code docs}. */
    public static Recipe of(String name) {
        try {
            return new Recipe(Files.readString(Installation.docs().resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first fenced block after the paragraph that begins with the file's name. */
    public String file(String name) {
        return find("(?ms)^`" + Pattern.quote(name) + "`.*?^```\\w*\\n(.*?)^```$", name);
    }

    /** What stands under a heading of the second level. */
    public String section(String heading) {
        return find("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)", heading);
    }

    /**
     * The indented blocks of the page that a shell can run, in their order.
     *
     * @see Command
     */
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        Matcher block = INDENTED.matcher(text);
        while (block.find()) {
            String lines = block.group().stripIndent().strip();
            if (SHELL.matcher(lines).lookingAt()) {
                commands.add(new Command(lines, ""));
            } else if (ANSWER.matcher(lines).lookingAt() && !commands.isEmpty() && follows(block.start())) {
                Command asked = commands.remove(commands.size() - 1);
                commands.add(new Command(asked.script(), lines));
            }
        }
        return commands;
    }

    /** Nothing but an empty line is between the block and one more before it. */
    private boolean follows(int start) {
        return text.substring(0, start).endsWith("\n\n")
                && text.substring(0, start)
                        .stripTrailing()
                        .lines()
                        .reduce("", (first, last) -> last)
                        .startsWith("    ");
    }

    /**
     * A command of a page.
     *
     * @param script what the shell runs
     * @param answer the block right below it, if it is JSON: what the page says that is printed; or else empty
     */
    public record Command(String script, String answer) {}

    private String find(String pattern, String what) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("The page has no " + what);
        }
        return found.group(1);
    }
}
