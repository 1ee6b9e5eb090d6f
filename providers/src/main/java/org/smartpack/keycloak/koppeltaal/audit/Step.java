/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.audit;

import org.smartpack.keycloak.koppeltaal.domain.AuditCodes;

/** A step of a login that is an authentication event (KT-AUD-2). */
public enum Step {
    /** The authorization request with its HTI launch token. */
    AUTHORIZE("authorize"),
    /** The user is sent to an identity provider. */
    IDP_CALL("idp call"),
    /** The user has been identified, by an identity provider or by the realm itself. */
    IDP_LOGIN("idp login"),
    /** The introspection of an HTI launch token; for other tokens there is no event (KT-AUD-4). */
    INTROSPECT("introspect");

    private final String prefix;

    Step(String prefix) {
        this.prefix = prefix;
    }

    /** The beginning of {@code outcomeDesc}. */
    String prefix() {
        return prefix;
    }

    String code(AuditCodes codes) {
        return switch (this) {
            case AUTHORIZE -> codes.authorize();
            case IDP_CALL -> codes.idpCall();
            case IDP_LOGIN -> codes.idpLogin();
            case INTROSPECT -> codes.introspect();
        };
    }
}
