/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.Map;
import java.util.Optional;

import org.smartpack.keycloak.demo.app.PendingLaunches.Pending;

/**
 * {@code POST /koppeltaal/refused.json}: ends a launch that Keycloak refused. The response says whether it began in
 * this browser, and has the reference of its token for the help desk. Keycloak itself names the reference only if it
 * could verify the token.
 */
final class ModuleRefusal implements Route {

    private final PendingLaunches launches;
    private final String issuer;

    ModuleRefusal(PendingLaunches launches, SampleAppSettings settings) {
        this.launches = launches;
        this.issuer = settings.issuer();
    }

    @Override
    public Answer answer(Request request) {
        Optional<ModuleCallback> callback = ModuleCallback.read(request.body(), issuer);
        Optional<Pending> pending = callback.flatMap(sent -> sent.end(request, launches));
        Answer answer = Answer.json(
                200,
                Map.of(
                        "ended",
                        pending.isPresent(),
                        "reference",
                        pending.map(Pending::reference).orElse("")));
        return pending.isEmpty()
                ? answer
                : answer.with(BrowserCookie.remove(callback.get().state()));
    }
}
