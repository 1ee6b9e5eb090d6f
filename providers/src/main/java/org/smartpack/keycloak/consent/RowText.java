/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.Optional;

import org.keycloak.forms.login.LoginFormsProvider;

import org.smartpack.keycloak.allowance.text.ScopeText;
import org.smartpack.keycloak.scope.Permissions;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/** The texts of a page's rows, in the user's language. */
final class RowText {

    private final ScopeText texts;
    private final LoginFormsProvider form;
    private final Ticks ticks;

    RowText(ScopeLogin login, LoginFormsProvider form, Ticks ticks) {
        this.texts = ScopeText.of(login.session(), login.user());
        this.form = form;
        this.ticks = ticks;
    }

    /** What the rows for this type of records have in common. */
    String type(ResourceScope scope) {
        return texts.type(scope);
    }

    ScopeRow ofRecords(Choice choice, boolean isWithinAnother) {
        ResourceScope first = choice.records().get(0);
        Permissions permissions =
                choice.records().stream().map(ResourceScope::permissions).reduce(Permissions.NONE, Permissions::or);
        Permissions shown = choice.isSplit() ? permissions.and(Permissions.READ) : permissions;
        return new ScopeRow(
                choice.value(),
                form.getMessage("smartConsentRow", whose(choice, first), texts.may(shown)),
                "",
                choice.isSplit() ? texts.writing(permissions).orElse("") : "",
                ticks.has(choice),
                ticks.hasWriting(choice),
                first.isEveryType(),
                !permissions.and(Permissions.WRITE).isEmpty(),
                isWithinAnother);
    }

    private String whose(Choice choice, ResourceScope first) {
        String whose = texts.whose(first.level());
        if (choice.single().isEmpty()) {
            long several = choice.records().stream().distinct().count();
            return form.getMessage("smartConsentSeveral", whose, Long.toString(several));
        }
        return texts.restriction(first)
                .map(only -> form.getMessage("smartConsentOnly", whose, only))
                .orElse(whose);
    }

    ScopeRow ofOther(Choice choice) {
        return ofOther(choice.asked().get(0), ticks.has(choice));
    }

    /** What can't be left out. */
    ScopeRow ofFixed(Asked asked) {
        return ofOther(asked, true);
    }

    /** SMART's own scopes have words of their own, others those that the administrator gave them. */
    private ScopeRow ofOther(Asked asked, boolean isTicked) {
        String text = texts.name(Scope.parse(asked.name()))
                .or(() -> Optional.ofNullable(asked.model().getConsentScreenText())
                        .filter(own -> !own.isBlank()))
                .orElse(asked.name());
        return row(asked.name(), text, asked.parameter() == null ? "" : asked.parameter(), isTicked);
    }

    /** A scope that isn't a client scope. */
    ScopeRow of(Scope scope) {
        return row(scope.spelling(), texts.sentence(scope), "", true);
    }

    private static ScopeRow row(String value, String text, String detail, boolean isTicked) {
        return new ScopeRow(value, text, detail, "", isTicked, false, false, false, false);
    }
}
