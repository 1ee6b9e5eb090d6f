/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance.text;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.keycloak.models.KeycloakSession;
import org.keycloak.theme.Theme;

/**
 * The messages of the realm's login theme in one language, with the texts that an administrator wrote for the realm.
 *
 * <p>They are filled in here and not by {@code MessageFormat}, which would leave out what follows an apostrophe that an
 * administrator forgot to double.
 */
final class Words {

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)\\}");

    private final Properties messages;

    Words(Properties messages) {
        this.messages = messages;
    }

    static Words of(KeycloakSession session, Locale locale) {
        try {
            return new Words(session.theme()
                    .getTheme(Theme.Type.LOGIN)
                    .getEnhancedMessages(session.getContext().getRealm(), locale));
        } catch (IOException unreadable) {
            return new Words(new Properties());
        }
    }

    /** The text of a key with its arguments, empty if there is none. */
    Optional<String> find(String key, String... arguments) {
        return Optional.ofNullable(messages.getProperty(key))
                .filter(text -> !text.isBlank())
                .map(text -> fill(text, arguments));
    }

    /** The text of a key with its arguments; without a text, the arguments alone. */
    String of(String key, String... arguments) {
        return find(key, arguments).orElseGet(() -> SafeText.of(String.join(" ", arguments)));
    }

    /** The parts, separated by commas, and the last one by the text of a key: {@code smartAnd}, {@code smartOr}. */
    Optional<String> list(String conjunction, List<String> parts) {
        if (parts.size() < 2) {
            return parts.stream().findFirst();
        }
        String most = String.join(", ", parts.subList(0, parts.size() - 1));
        return Optional.of(of(conjunction, most, parts.get(parts.size() - 1)));
    }

    private static String fill(String text, String... arguments) {
        String filled = ARGUMENT.matcher(text.replace("''", "'"))
                .replaceAll(match -> Matcher.quoteReplacement(argument(match.group(), match.group(1), arguments)));
        return SafeText.of(filled);
    }

    private static String argument(String written, String number, String... arguments) {
        int index = Integer.parseInt(number);
        return index < arguments.length ? arguments[index] : written;
    }
}
