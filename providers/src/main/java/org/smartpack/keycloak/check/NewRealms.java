/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Remembers which realms a session creates, from a file or a request. */
final class NewRealms implements ProviderEventListener {

    private static final String NEW = NewRealms.class.getName() + ":";

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof RealmModel.RealmCreationEvent created) {
            created.getKeycloakSession()
                    .setAttribute(NEW + created.getCreatedRealm().getId(), true);
        }
    }

    static boolean isNew(KeycloakSession session, String realm) {
        return session.getAttribute(NEW + realm) != null;
    }
}
