/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;

import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/** The page of the realm's login theme on which a user chooses what an app may do. The template escapes everything. */
final class ScopePage {

    private final ScopeLogin login;
    private final Choices choices;
    private final Ticks ticks;

    /** @param ticks what is ticked */
    ScopePage(ScopeLogin login, Choices choices, Ticks ticks) {
        this.login = login;
        this.choices = choices;
        this.ticks = ticks;
    }

    /** @param problem the key of a message about what the user did before */
    void show(RequiredActionContext context, Optional<String> problem) {
        LoginFormsProvider form = context.form();
        problem.ifPresent(form::setError);
        login.howLong().ifPresent(question -> question.show(form));
        RowText text = new RowText(login, form, ticks);
        form.setAttribute("groups", groups(text));
        form.setAttribute("others", others(text));
        form.setAttribute("fixed", fixed(text));
        context.challenge(form.createForm("smart-choose-scopes.ftl"));
    }

    /** Health records, by type: first what is about all of them. */
    private List<ScopeGroup> groups(RowText text) {
        Overlaps overlaps = Overlaps.among(choices.open());
        Map<String, List<ScopeRow>> rows = new LinkedHashMap<>();
        Map<String, ResourceScope> examples = new LinkedHashMap<>();
        for (boolean isEverything : new boolean[] {true, false}) {
            for (Choice choice : choices.open()) {
                Optional<ResourceScope> first = choice.records().stream().findFirst();
                if (first.isPresent() && first.get().isEveryType() == isEverything) {
                    examples.putIfAbsent(first.get().type(), first.get());
                    rows.computeIfAbsent(first.get().type(), type -> new ArrayList<>())
                            .add(text.ofRecords(choice, overlaps.isWithinAnother(choice)));
                }
            }
        }
        return rows.entrySet().stream()
                .map(group -> new ScopeGroup(text.type(examples.get(group.getKey())), group.getValue()))
                .toList();
    }

    private List<ScopeRow> others(RowText text) {
        return choices.open().stream()
                .filter(choice -> choice.records().isEmpty())
                .map(text::ofOther)
                .toList();
    }

    private List<ScopeRow> fixed(RowText text) {
        List<ScopeRow> fixed = new ArrayList<>();
        if (RequestedScopes.of(login.requested()).has(OAuth2Constants.SCOPE_OPENID)) {
            fixed.add(text.of(Scope.parse(OAuth2Constants.SCOPE_OPENID)));
        }
        choices.ofKind(Asked.Kind.CONTEXT).forEach(asked -> fixed.add(text.ofFixed(asked)));
        choices.ofKind(Asked.Kind.FIXED).forEach(asked -> fixed.add(text.ofFixed(asked)));
        return fixed;
    }
}
