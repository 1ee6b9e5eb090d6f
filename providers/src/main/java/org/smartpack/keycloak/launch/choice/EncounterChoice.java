/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.authentication.RequiredActionContext;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.client.FhirView;
import org.smartpack.keycloak.fhir.client.ReadResult;
import org.smartpack.keycloak.fhir.client.SearchQuery;
import org.smartpack.keycloak.fhir.client.SearchResult;
import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.launch.app.SmartApp;
import org.smartpack.keycloak.launch.people.Patients;

/**
 * The choice of an encounter of the patient who was chosen before. Where the app can do without one, the user may, and
 * isn't asked if there is none.
 */
final class EncounterChoice implements ChoiceStep {

    private static final String ENCOUNTER = "Encounter";
    private static final String CHOSEN = "encounter";
    private static final String ACCEPT = "accept";
    private static final String NONE = "none";
    private static final String ANOTHER = "another";
    private static final int SHOWN = 50;

    private final StandaloneLogin login;
    private final boolean isNeeded;
    private final FhirView view;
    private final String patient;

    EncounterChoice(StandaloneLogin login) {
        this.login = login;
        this.isNeeded = SmartApp.of(login.login().getClient()).needsEncounter();
        this.view = login.view();
        this.patient = login.chosen().patient().orElseThrow();
    }

    @Override
    public void ask(RequiredActionContext context) {
        ask(context, Optional.empty());
    }

    private void ask(RequiredActionContext context, Optional<String> problem) {
        ReadResult whose = view.read(new FhirReference("Patient", patient));
        if (whose instanceof ReadResult.Found found) {
            PatientStep settings = PatientStep.of(login.session().getContext().getRealm());
            PatientChoice.row(login, settings, found.resource())
                    .ifPresentOrElse(row -> ask(context, row, problem), () -> again(context));
        } else if (whose instanceof ReadResult.Unavailable unavailable) {
            ChoicePage.unavailable(context, unavailable.reason());
        } else {
            again(context);
        }
    }

    /** The patient isn't there any more. */
    private void again(RequiredActionContext context) {
        login.forget();
        new PatientChoice(login).ask(context);
    }

    private void ask(RequiredActionContext context, PatientRow whose, Optional<String> problem) {
        SearchResult result =
                view.search(SearchQuery.of(ENCOUNTER).with("patient", patient).pagesOf(SHOWN));
        if (result instanceof SearchResult.Unavailable unavailable) {
            ChoicePage.unavailable(context, unavailable.reason());
        } else if (result instanceof SearchResult.Page page) {
            show(context, whose, page.resources(), problem);
        }
    }

    private void show(
            RequiredActionContext context, PatientRow whose, List<? extends JsonNode> found, Optional<String> problem) {
        Locale locale = login.session().getContext().resolveLocale(login.user());
        List<EncounterRow> rows = found.stream()
                .filter(this::isOfPatient)
                .flatMap(encounter -> EncounterRow.of(encounter).stream())
                .sorted(EncounterRow.ORDER)
                .limit(SHOWN)
                .map(row -> row.in(locale))
                .toList();
        if (rows.isEmpty() && !isNeeded) {
            choose(context, Optional.empty());
            return;
        }
        Offer.of(login, ENCOUNTER)
                .and(rows.stream().map(EncounterRow::id).toList(), Search.ALL, Optional.empty())
                .keep(login, ENCOUNTER);
        new ChoicePage(context, problem)
                .with("whose", whose)
                .with(
                        "canChange",
                        Patients.ownRecord(Optional.of(login.person())).isEmpty())
                .with("encounters", rows)
                .with("needed", isNeeded)
                .show("smart-choose-encounter.ftl");
    }

    @Override
    public void answer(RequiredActionContext context, MultivaluedMap<String, String> form) {
        if (form.containsKey(PatientChoice.CHOSEN) || form.containsKey(ANOTHER)) {
            // From the page before, to which the browser went back.
            login.forget();
            new PatientChoice(login).answer(context, form);
        } else if (form.containsKey(CHOSEN)) {
            check(context, ChoosePatient.value(form, CHOSEN).orElse(""));
        } else if (NONE.equals(ChoosePatient.value(form, ACCEPT).orElse("")) && !isNeeded) {
            choose(context, Optional.empty());
        } else {
            ask(context);
        }
    }

    private void check(RequiredActionContext context, String id) {
        if (!Offer.of(login, ENCOUNTER).ids().contains(id)) {
            ask(context, Optional.of("smartEncounterNotShown"));
            return;
        }
        ReadResult result = view.read(new FhirReference(ENCOUNTER, id));
        if (result instanceof ReadResult.Found found
                && isOfPatient(found.resource())
                && EncounterRow.of(found.resource()).isPresent()) {
            choose(context, Optional.of(id));
        } else if (result instanceof ReadResult.Unavailable unavailable) {
            ChoicePage.unavailable(context, unavailable.reason());
        } else {
            ask(context, Optional.of("smartEncounterGone"));
        }
    }

    private void choose(RequiredActionContext context, Optional<String> id) {
        login.chooseEncounter(id);
        context.success();
    }

    private boolean isOfPatient(JsonNode encounter) {
        String subject = encounter.path("subject").path("reference").asText();
        String wanted = "Patient/" + patient;
        return subject.equals(wanted) || subject.equals(login.server().baseUrl() + "/" + wanted);
    }
}
