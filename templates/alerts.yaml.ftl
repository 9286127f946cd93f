[=header]
groups:
  - name: [=group]
    rules:
<#list alerts as alert>
      - alert: [=alert.name]
        expr: [=alert.expression]
        for: [=alert.pending]
        labels:
          severity: [=alert.severity]
          stanza: [=alert.stanza]
          repo: [=alert.repo]
        annotations:
          summary: [=alert.summary]
          description: [=alert.description]
          runbook: [=alert.runbook]
</#list>
