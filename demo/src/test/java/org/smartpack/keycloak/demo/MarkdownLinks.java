/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The relative links and images of a Markdown page, and what is wrong with them. */
final class MarkdownLinks {

    private static final Pattern LINK = Pattern.compile("(!?)\\[([^\\]]*)]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?) *$", Pattern.MULTILINE);
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
    private static final Pattern CODE = Pattern.compile("^( {4}|\\t).*$", Pattern.MULTILINE);

    private final Path page;

    MarkdownLinks(Path page) {
        this.page = page;
    }

    private record Link(boolean image, String text, String target) {}

    private List<Link> relative() throws IOException {
        List<Link> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
        while (matcher.find()) {
            if (!matcher.group(3).contains("://")) {
                links.add(new Link(matcher.group(1).equals("!"), matcher.group(2), matcher.group(3)));
            }
        }
        return links;
    }

    /** The number of links and images. */
    int count() throws IOException {
        return relative().size();
    }

    /** One line for each broken link and each image without a text for people who can't see it. */
    List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Link link : relative()) {
            String[] parts = link.target().split("#", 2);
            Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            String where = page.getFileName() + ": " + link.target();
            if (!Files.exists(file)) {
                problems.add(where + " does not exist");
            } else if (parts.length == 2 && !anchors(file).contains(parts[1])) {
                problems.add(where + " names a heading that does not exist");
            }
            if (link.image() && link.text().isBlank()) {
                problems.add(where + " is an image without a text");
            }
        }
        return problems;
    }

    /** The anchors of the headings (lower case, hyphens for spaces, without punctuation), and named anchors. */
    private static List<String> anchors(Path file) throws IOException {
        String text = Files.readString(file);
        Stream<String> headings = HEADING.matcher(text).results().map(heading -> heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'));
        Stream<String> named = ANCHOR.matcher(text).results().map(anchor -> anchor.group(1));
        return Stream.concat(headings, named).toList();
    }
}
