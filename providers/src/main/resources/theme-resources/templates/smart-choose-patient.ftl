<#import "template.ftl" as layout>
<#import "smart-choice.ftl" as choice>
<@layout.registrationLayout; section>
<#if section = "header">
  ${msg("smartPatientTitle")}
<#elseif section = "form">
  <@choice.styles/>
  <p class="smart-intro">${msg("smartPatientIntro", choice.appName)}</p>
  <#if searchable>
  <form class="smart-search" role="search" aria-label="${msg("smartSearchTitle")}" action="${url.loginAction}" method="post">
    <@choice.field name="name" label=msg("smartSearchName") value=search.name()/>
    <@choice.field name="birthdate" label=msg("smartSearchBirthDate") value=search.birthDate() hint=msg("smartSearchBirthDateHint") invalid=!search.hasDate()/>
    <@choice.field name="identifier" label=msg("smartSearchNumber") value=search.number()/>
    <@choice.button name="search" value="true" label=msg("smartSearch") secondary=true/>
  </form>
  </#if>
  <form class="smart-choice" action="${url.loginAction}" method="post">
    <#if patients?has_content>
    <ul class="smart-list" role="list" aria-label="${msg("smartPatientList")}">
      <#list patients as patient>
      <li>
        <button type="submit" name="patient" value="${patient.id()}" class="smart-item">
          <@choice.facts patient=patient/>
        </button>
      </li>
      </#list>
    </ul>
    <#elseif search.hasDate()>
    <p class="smart-empty" role="status">${hasMore?then(msg("smartNothingHere"), searchable?then(msg("smartNoPatients"), msg("smartNobodyCaredFor")))}</p>
    </#if>
    <div class="smart-actions">
      <#if hasMore><@choice.button name="more" value="true" label=msg("smartMore") secondary=true/></#if>
      <@choice.cancel/>
    </div>
  </form>
</#if>
</@layout.registrationLayout>
