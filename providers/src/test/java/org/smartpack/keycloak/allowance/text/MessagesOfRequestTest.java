/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance.text;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.ThemeManager;
import org.keycloak.models.UserModel;
import org.keycloak.theme.Theme;

import org.smartpack.keycloak.scope.Scope;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesOfRequestTest {

    private final AtomicInteger read = new AtomicInteger();
    private final Map<Object, Object> attributes = new HashMap<>();

    private static <T> T answering(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                MessagesOfRequestTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Function<Object[], Object> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer.apply(arguments);
                }));
    }

    /** A request in which users with a profile read Dutch and all others English. */
    private KeycloakSession session() {
        RealmModel realm = answering(RealmModel.class, Map.of("getId", none -> "realm"));
        KeycloakContext context = answering(
                KeycloakContext.class,
                Map.of(
                        "getRealm",
                        none -> realm,
                        "resolveLocale",
                        arguments -> arguments[0] == null ? Locale.ENGLISH : Locale.forLanguageTag("nl")));
        Theme theme = answering(Theme.class, Map.of("getEnhancedMessages", arguments -> {
            read.incrementAndGet();
            Properties messages = new Properties();
            messages.setProperty("smartScope.openid", "in " + arguments[1]);
            return messages;
        }));
        ThemeManager themes = answering(ThemeManager.class, Map.of("getTheme", arguments -> theme));
        return answering(
                KeycloakSession.class,
                Map.of(
                        "getContext",
                        none -> context,
                        "theme",
                        none -> themes,
                        "getAttribute",
                        arguments -> attributes.get(arguments[0]),
                        "setAttribute",
                        arguments -> attributes.put(arguments[0], arguments[1])));
    }

    @Test
    @DisplayName("the messages of a language are read once in a request, however many scopes are shown")
    void once() {
        KeycloakSession session = session();
        UserModel user = answering(UserModel.class, Map.of());
        for (int i = 0; i < 10; i++) {
            assertThat(ScopeText.of(session).sentence(Scope.parse("openid"))).isEqualTo("in en");
            assertThat(ScopeText.of(session, user).sentence(Scope.parse("openid")))
                    .isEqualTo("in nl");
        }
        assertThat(read).hasValue(2);
    }
}
