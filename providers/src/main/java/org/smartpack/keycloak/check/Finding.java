/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

/**
 * One breach of a {@link RealmRule}.
 *
 * @param subject whose, for instance {@code client growth-chart}
 * @param text what is wrong, as a sentence. It never has a key, a secret or a patient in it
 */
public record Finding(String subject, String text) {

    /** A name may have been chosen to look like another line of the log. */
    public Finding {
        subject = subject.replaceAll("\\p{Cntrl}", "?");
        text = text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Of the realm as a whole. */
    public static Finding ofRealm(String text) {
        return new Finding("realm", text);
    }

    /** Of the server, so of all its realms. */
    public static Finding ofServer(String text) {
        return new Finding("server", text);
    }

    /** Of a client. */
    public static Finding of(CheckedClient client, String text) {
        return new Finding("client " + client.clientId(), text);
    }

    /** Of a client scope. */
    public static Finding of(CheckedScope scope, String text) {
        return new Finding("client scope " + scope.name(), text);
    }
}
